"""Starts the server again when it dies under a running platform, as after an out-of-memory kill."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.embedded.errors import EmbeddedPostgresError
from app.embedded.postmaster import Postmaster

EVERY_SECONDS = 1.0
MISSED_BEFORE_START = 3
"""Somebody who restarts the server by hand is quicker than that, and is not interfered with."""
PAUSE_AFTER_FAILURE_SECONDS = 10.0
LEAVE_SECONDS = 30.0

log = logging.getLogger(__name__)


@contextmanager
def watched(postmaster: Postmaster) -> Iterator[None]:
    """Watches from a thread of its own until the context is left."""
    leaving = threading.Event()
    watch = threading.Thread(target=_watch, args=(postmaster, leaving), name="postgres watch", daemon=True)
    watch.start()
    try:
        yield
    finally:
        leaving.set()
        watch.join(LEAVE_SECONDS)


def _watch(postmaster: Postmaster, leaving: threading.Event) -> None:
    missed = 0
    while not leaving.wait(EVERY_SECONDS):
        missed = 0 if _lives(postmaster) else missed + 1
        if missed < MISSED_BEFORE_START:
            continue
        log.error("PostgreSQL is gone; starting it again")
        try:
            postmaster.start()
            log.warning("PostgreSQL is back")
        except (EmbeddedPostgresError, OSError) as error:  # OSError: no process or file could be had for it just now
            log.error("PostgreSQL cannot be started now: %s", error)
            leaving.wait(PAUSE_AFTER_FAILURE_SECONDS)


def _lives(postmaster: Postmaster) -> bool:
    """Asked every second, so without a look at what the process is: a stranger under its number is very unlikely."""
    pid = postmaster.pid_in_file()
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is another account's
    return not _awaits_burial(pid)


def _awaits_burial(pid: int) -> bool:
    """Whether the process is dead and only its parent has not asked for its end yet (Linux).

    The server's parent is whoever adopts orphans: process 1, which in a container may be any program, and may take its
    time over it or never do it.
    """
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False
