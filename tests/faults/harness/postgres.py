"""The embedded PostgreSQL of a data folder, handled as power cuts and operators handle it."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TypeVar

from app.embedded import EmbeddedPostgres, places_for
from app.embedded.postmaster import Postmaster

T = TypeVar("T")

GONE_SECONDS = 30.0
AGAIN_SECONDS = 90.0
"""The program's watch looks every second, waits for what is left of the dead, and recovers: on a busy machine too."""


class RoughPostgres:
    """Blocking; needs ``/proc``. A program that runs on its own data folder starts its server again by itself."""

    def __init__(self, data_dir: Path) -> None:
        places = places_for(data_dir)
        self._postmaster = Postmaster(places)
        self.url = EmbeddedPostgres(places, self._postmaster).url()

    def stop(self, mode: str) -> None:
        """``fast`` writes everything; ``immediate`` aborts, as a crash does."""
        self._postmaster.stop(mode)

    def restart(self, mode: str) -> None:
        """And waits for its recovery. Only for a server that nobody else would start again."""
        self._postmaster.stop(mode)
        self._postmaster.start()

    def kill_postmaster(self) -> None:
        """SIGKILL for the parent alone; its children notice and leave. Returns when none of them is left."""
        self._kill(children_too=False)

    def kill_all(self) -> None:
        """SIGKILL for every process at once: what was only in their memory is lost."""
        self._kill(children_too=True)

    def wait_until_again(self) -> None:
        """Returns once the program has started its server again, after one of the above.

        Not to be read off from calls that are accepted: an answer may have been under way when the server died.
        """
        until = time.monotonic() + AGAIN_SECONDS
        while not self._postmaster.is_running():
            assert time.monotonic() < until, "PostgreSQL was not started again"
            time.sleep(0.1)

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Its processes stand still and its sockets stay open: nobody is told anything."""
        family = self._family()
        _send(family, signal.SIGSTOP)
        try:
            yield
        finally:
            _send(family, signal.SIGCONT)

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """Away for the time of the block; see ``restart``."""
        self._postmaster.stop("immediate")
        try:
            yield
        finally:
            self._postmaster.start()

    def _kill(self, *, children_too: bool) -> None:
        family = self._family()
        _send(family if children_too else family[:1], signal.SIGKILL)
        until = time.monotonic() + GONE_SECONDS
        while any(map(_lives, family)):
            assert time.monotonic() < until, "processes of PostgreSQL survived"
            time.sleep(0.02)

    def _family(self) -> list[int]:
        """The parent first."""
        parent = self._postmaster.pid_in_file()
        assert parent is not None
        assert self._postmaster.is_running()
        return [parent, *_children(parent)]


@contextlib.asynccontextmanager
async def in_a_thread(blocking: contextlib.AbstractContextManager[T]) -> AsyncIterator[T]:
    """What blocks is entered and left beside the event loop."""
    entered = await asyncio.to_thread(blocking.__enter__)
    try:
        yield entered
    finally:
        await asyncio.to_thread(blocking.__exit__, None, None, None)


def _send(pids: list[int], message: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, message)


def _children(parent: int) -> list[int]:
    return [
        int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _stat(int(folder.name))[1:2] == [str(parent)]
    ]


def _lives(pid: int) -> bool:
    return _stat(pid)[:1] not in ([], ["Z"])


def _stat(pid: int) -> list[str]:
    """State and parent, and what follows them; nothing for a process that has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
