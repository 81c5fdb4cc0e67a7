"""A process that runs the embedded server on the folder given to it until its input ends."""

import sys
from pathlib import Path

from app.embedded import embedded_postgres

with embedded_postgres(Path(sys.argv[1]), what="holding") as server:
    sys.stdout.write(f"{server.url()} {server.postmaster.pid_in_file()}\n")
    sys.stdout.flush()
    sys.stdin.read()
