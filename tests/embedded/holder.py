"""A process that runs the embedded server on the folder given to it until its input ends.

With ``adopting``, it watches over the server, and is what process 1 may be in a container: its orphans become its
children, and it asks for nobody's end.
"""

import ctypes
import sys
from pathlib import Path

from app.embedded import embedded_postgres

PR_SET_CHILD_SUBREAPER = 36
adopting = "adopting" in sys.argv[2:]
if adopting:
    assert ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0

with embedded_postgres(Path(sys.argv[1]), what="holding", watch=adopting) as server:
    sys.stdout.write(f"{server.url()} {server.postmaster.pid_in_file()}\n")
    sys.stdout.flush()
    sys.stdin.read()
