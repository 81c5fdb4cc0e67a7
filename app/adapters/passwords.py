"""Passwords: argon2id, in a few threads of its own behind a bounded queue."""

import asyncio
import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from domain.identity import Verdict
from domain.shared import TryAgainLater

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """OWASP's least for argon2id: 19 MiB, 2 iterations, 1 lane (Password Storage Cheat Sheet)."""

    memory_kib: int = 19_456
    iterations: int = 2
    lanes: int = 1


class Argon2Passwords:
    """argon2 lets go of the interpreter's lock, so the event loop keeps its latency while hashes are worked out.

    ``queue`` hashes may be under way or waiting; the next caller is told TryAgainLater at once. New passwords may take
    half of it: whoever floods us with registrations must not keep players from signing in.
    """

    def __init__(self, cost: PasswordCost, *, threads: int | None = None, queue: int = 256) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.iterations, memory_cost=cost.memory_kib, parallelism=cost.lanes, type=Type.ID
        )
        self._threads = ThreadPoolExecutor(threads or max(1, (os.cpu_count() or 2) // 2), "argon2")
        self._queue = queue
        self._pending = 0
        self._nobodys = self._hasher.hash(secrets.token_hex(16))

    async def hash(self, password: str) -> str:
        return await self._run(lambda: self._hasher.hash(password), most=(self._queue + 1) // 2)

    async def verify(self, password: str, hashed: str | None) -> Verdict:
        if hashed is None:
            await self._run(lambda: self._matches(password, self._nobodys))
            return Verdict(matches=False)
        if not await self._run(lambda: self._matches(password, hashed)):
            return Verdict(matches=False)
        return Verdict(matches=True, outdated=self._hasher.check_needs_rehash(hashed))

    @property
    def waiting(self) -> int:
        """Hashes under way or waiting."""
        return self._pending

    def close(self) -> None:
        """Waiting hashes are given up; a thread that works finishes its own."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _matches(self, password: str, hashed: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], T], most: int | None = None) -> T:
        if self._pending >= (most or self._queue):
            raise TryAgainLater
        self._pending += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._pending -= 1
