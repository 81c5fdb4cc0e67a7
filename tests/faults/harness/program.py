"""The real program, as an operator runs it: ``croupier serve`` in a process of its own, killed and started again."""

import asyncio
import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.faults.harness.warm import ROOT, Started, forge

READY_SECONDS = 90.0
STOP_SECONDS = 60.0
COMMAND_SECONDS = 120.0
HOST = "127.0.0.1"
CHEAP_PASSWORDS = {"CROUPIER_PASSWORD_MEMORY_KIB": "64", "CROUPIER_PASSWORD_ITERATIONS": "1"}


class DidNotStart(AssertionError):
    """It ended, or was not ready in time; carries the end of what it said."""


class Program:
    """One serving process on ``data_dir``; its address stays the same over restarts, ``entry`` may change.

    ``entry``: a command line that takes the place of ``croupier``.
    """

    def __init__(
        self, data_dir: Path, *, entry: Sequence[str] | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.log = data_dir / f"program-{self.port}.log"
        self.exit_code: int | None = None
        self.entry = entry
        self._environment = environment or {}
        self._process: subprocess.Popen[bytes] | Started | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def start(self) -> None:
        """Returns once the program says that it is ready.

        Raises:
            DidNotStart: it is not going to.
        """
        self._process = process = self._spawn()
        until = time.monotonic() + READY_SECONDS
        while not await asyncio.to_thread(self._is_ready):
            if process.poll() is not None or time.monotonic() > until:
                raise DidNotStart(f"exit code {process.poll()}\n{self.said()[-4000:]}")
            await asyncio.sleep(0.03)

    async def kill(self) -> None:
        """SIGKILL, as the kernel does when memory runs out. Its PostgreSQL is left behind."""
        assert self._process is not None
        self._process.kill()
        self.exit_code = await asyncio.to_thread(self._process.wait, STOP_SECONDS)

    def tell_to_stop(self) -> None:
        """SIGTERM; it drains."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def stopped(self) -> int:
        """The exit code, once it has ended."""
        assert self._process is not None
        self.exit_code = await asyncio.to_thread(self._process.wait, STOP_SECONDS)
        return self.exit_code

    async def stop(self) -> int:
        self.tell_to_stop()
        return await self.stopped()

    async def end(self) -> None:
        """However it stands: afterwards it does not run."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait, STOP_SECONDS)

    def said(self) -> str:
        """Everything it wrote, over all its runs."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    async def command(self, *arguments: str) -> tuple[int, str]:
        """Another ``croupier`` command on the same data folder: its exit code, and what it said."""
        with tempfile.NamedTemporaryFile() as said:
            process = forge.start(arguments, self._surroundings(), stdout=Path(said.name), stderr=Path(said.name))
            return await asyncio.to_thread(process.wait, COMMAND_SECONDS), said.read().decode()

    def _spawn(self) -> subprocess.Popen[bytes] | Started:
        words = ["serve", "--host", HOST, "--port", str(self.port)]
        if self.entry is None:
            return forge.start(words, self._surroundings(), stdout=self.log, stderr=self.log)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*self.entry, *words],
                cwd=ROOT,
                env=self._surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the tests' terminal is for the tests, which end it in order
            )

    def _surroundings(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CROUPIER_")}
        settings = {"CROUPIER_ENV": "test", "CROUPIER_DATA_DIR": str(self.data_dir), **CHEAP_PASSWORDS}
        path = os.pathsep.join((str(ROOT), str(ROOT / "graphql")))
        return inherited | settings | {"PYTHONPATH": path} | dict(self._environment)

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False


def free_port() -> int:
    """A free port that the kernel gives to nobody by itself.

    On one of those a client that keeps connecting to a dead server may, by chance, be connected to itself, and hold
    the address that the server wants back.
    """
    for port in random.sample(range(20_000, 32_000), 200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise AssertionError("no free port")
