"""The server process: is it there, start it, stop it."""

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import EmbeddedPostgresError
from app.embedded.places import Places

START_TIMEOUT_SECONDS = 600
"""Recovery after a power cut replays at most ``max_wal_size``, which a slow disk may need minutes for."""
STOP_TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Postmaster:
    places: Places

    def is_running(self) -> bool:
        """``pg_ctl status``: a living postgres process holds this cluster's pid file."""
        return self.pid_in_file() is not None and self._pg_ctl("status")[0] == 0

    def pid_in_file(self) -> int | None:
        try:
            return int((self.places.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def start(self) -> None:
        """Starts the server and waits until it accepts connections, crash recovery included.

        Raises:
            EmbeddedPostgresError: it did not start; carries the end of its log.
        """
        self.forget_the_dead()
        # The log is the account's own, so that a start as root leaves nothing the account cannot append to.
        code, output = self._pg_ctl("start", "-w", "-t", str(START_TIMEOUT_SECONDS), "-l", str(self.places.log), "-s")
        if code != 0:
            raise EmbeddedPostgresError(
                f"PostgreSQL did not start.\n{output.strip()}\n{self._log_tail()}",
                f"The whole log is {self.places.log}; `croupier doctor` looks for the usual causes.",
            )

    def stop(self, mode: str = "fast") -> None:
        """Stops the server with everything written; after a minute it is cut off, and the next start recovers."""
        if not self.is_running():
            return
        code, output = self._pg_ctl("stop", "-m", mode, "-w", "-t", str(STOP_TIMEOUT_SECONDS), "-s")
        if code != 0 and self.is_running():
            code, output = self._pg_ctl("stop", "-m", "immediate", "-w", "-t", str(STOP_TIMEOUT_SECONDS), "-s")
        if code != 0 and self.is_running():
            raise EmbeddedPostgresError(f"PostgreSQL did not stop.\n{output.strip()}")

    def forget_the_dead(self) -> None:
        """Removes what a killed server left behind when its process id has been given to a stranger since.

        PostgreSQL clears a stale pid file itself unless a process of that number lives, as after every restart of a
        container. We hold the folder's lock and look at who works in the folder, so we can tell.
        """
        pid = self.pid_in_file()
        if pid is not None and Path("/proc/self").exists() and not _works_in(self.places.cluster):
            (self.places.cluster / "postmaster.pid").unlink(missing_ok=True)
            pid = None
        if pid is None and self.places.sockets.is_dir():
            for left in self.places.sockets.iterdir():
                left.unlink(missing_ok=True)

    def _pg_ctl(self, action: str, *arguments: str) -> tuple[int, str]:
        places = self.places
        done = places.account.run(
            [places.binaries.program("pg_ctl"), action, "-D", str(places.cluster), *arguments], cwd=places.cluster
        )
        return done.returncode, done.stdout

    def _log_tail(self) -> str:
        try:
            return "\n".join(self.places.log.read_text(errors="replace").splitlines()[-8:])
        except OSError:
            return ""


def _works_in(cluster: Path) -> bool:
    """Whether any process has the cluster as its working folder, as every process of a server has (Linux)."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            # A process that ended meanwhile, or another account's: root sees all, and a user's server is the user's.
            with contextlib.suppress(OSError):
                if os.readlink(process / "cwd") == str(cluster):
                    return True
    return False


def remove(places: Places) -> None:
    """Deletes the cluster and its sockets; the server must not run."""
    shutil.rmtree(places.home, ignore_errors=True)
    shutil.rmtree(places.sockets, ignore_errors=True)
