"""A real redis-server of the test's own, to be killed and started again."""

import asyncio
import shutil
import signal
import socket
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError


class RedisServer:
    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("needs redis-server on the PATH")
        self._program = program
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self.port = _free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            self._program,
            *("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)),
            stdout=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(10), Redis.from_url(self.url) as client:
            while True:
                try:
                    await client.ping()
                    return
                except (RedisError, OSError):
                    await asyncio.sleep(0.02)

    async def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """It keeps its connections and answers nothing, as behind a network that swallows packets."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def drop_clients(self) -> None:
        async with Redis.from_url(self.url) as client:
            await client.client_kill_filter(_type="pubsub")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
