"""The server process: is it there, start it, stop it."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import EmbeddedPostgresError
from app.embedded.places import SOCKET_NAME, Places

START_TIMEOUT_SECONDS = 600
"""Recovery after a power cut replays at most ``max_wal_size``, which a slow disk may need minutes for."""
STOP_TIMEOUT_SECONDS = 60
BEGINNING_TIMEOUT_SECONDS = 30
"""From its first process to its pid file a server needs a moment."""
STARTERS = ("pg_ctl", "sh", "postgres")
ORPHAN_TIMEOUT_SECONDS = 30
"""Workers of a killed server notice at their next wait that it is gone."""


@dataclass(frozen=True, slots=True)
class Postmaster:
    places: Places

    def is_running(self) -> bool:
        """Whether the process of the cluster's pid file lives and works in the cluster's folder.

        ``pg_ctl status`` alone would believe any process that was given the number of a dead server since, as happens
        after every restart of a container.
        """
        pid = self.pid_in_file()
        if pid is None:
            return False
        if Path("/proc/self").exists():
            return self._workers(str(pid))
        return self._pg_ctl("status")[0] == 0

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
        self._forget_the_dead()
        # The log is the account's own, so that a start as root leaves nothing the account cannot append to.
        code, output = self._pg_ctl("start", "-w", "-t", str(START_TIMEOUT_SECONDS), "-l", str(self.places.log), "-s")
        if code != 0:
            raise EmbeddedPostgresError(
                f"PostgreSQL did not start.\n{output.strip()}\n{self._log_tail()}",
                f"The whole log is {self.places.log}; `croupier doctor` looks for the usual causes.",
            )

    def stop(self, mode: str = "fast") -> None:
        """Stops the server with everything written; after a minute it is cut off, and the next start recovers.

        One that a start has just begun is waited for: a start that was cut off leaves nothing that comes up later.
        """
        until = time.monotonic() + BEGINNING_TIMEOUT_SECONDS
        while not self.is_running():
            if time.monotonic() > until or not self._is_beginning():
                return
            time.sleep(0.02)
        code, output = self._pg_ctl("stop", "-m", mode, "-w", "-t", str(STOP_TIMEOUT_SECONDS), "-s")
        if code != 0 and self.is_running():
            code, output = self._pg_ctl("stop", "-m", "immediate", "-w", "-t", str(STOP_TIMEOUT_SECONDS), "-s")
        if code != 0 and self.is_running():
            raise EmbeddedPostgresError(f"PostgreSQL did not stop.\n{output.strip()}")

    def _is_beginning(self) -> bool:
        """Whether a server may be on its way that has written no pid file yet: pg_ctl, its shell, or itself (Linux)."""
        cluster = os.fsencode(self.places.cluster)
        for process in Path("/proc").glob("[0-9]*"):
            try:
                said = (process / "cmdline").read_bytes()
            except OSError:
                continue  # it has ended
            if cluster in said and Path(os.fsdecode(said.split(b"\0", 1)[0])).name in STARTERS:
                return True
        return False

    def _forget_the_dead(self) -> None:
        """Clears away what a killed server left, once nobody works in its folder any more.

        PostgreSQL itself clears a stale pid file only while no process of that number lives. We hold the folder's lock
        and see who works in the folder, so we can tell. Where that cannot be seen, PostgreSQL decides.
        """
        if Path("/proc/self").exists():
            until = time.monotonic() + ORPHAN_TIMEOUT_SECONDS
            while self._workers("[0-9]*"):
                if time.monotonic() > until:
                    raise EmbeddedPostgresError(
                        f"Processes of a killed PostgreSQL still work in {self.places.cluster}.", "End them, try again."
                    )
                time.sleep(0.1)
            (self.places.cluster / "postmaster.pid").unlink(missing_ok=True)
        if self.pid_in_file() is None:
            left = [str(self.places.sockets / name) for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock")]
            self.places.account.run(["rm", "-f", "--", *left])

    def _workers(self, pids: str) -> bool:
        """Whether one of the processes (a shell pattern of numbers) has the cluster as its working folder (Linux).

        Asked as the server's account, which may always see its own: root without CAP_SYS_PTRACE may not.
        """
        seen = self.places.account.run(["sh", "-c", f"readlink /proc/{pids}/cwd"])
        return str(self.places.cluster) in seen.stdout.splitlines()

    def _pg_ctl(self, action: str, *arguments: str) -> tuple[int, str]:
        places = self.places
        done = places.account.run([places.binaries.program("pg_ctl"), action, "-D", str(places.cluster), *arguments])
        return done.returncode, done.stdout

    def _log_tail(self) -> str:
        try:
            return "\n".join(self.places.log.read_text(errors="replace").splitlines()[-8:])
        except OSError:
            return ""


def remove(places: Places) -> None:
    """Deletes the cluster, its sockets and its copy of the programs; the server must not run."""
    for folder in (places.home, places.sockets, places.system):
        shutil.rmtree(folder, ignore_errors=True)
