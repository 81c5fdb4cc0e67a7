"""A doorway before the slow hashes: few sign-ins at a time talk to the database, however many come at once.

Without it a thousand sign-ins hold every connection while they get in line for their hash, and players who only want to
see their balance wait behind them.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Generic, TypeVar

from domain.identity import Verdict
from domain.identity.ports import Passwords
from domain.shared import Handler, TryAgainLater

M = TypeVar("M")
R = TypeVar("R")

PLACES = 6
"""Of the twenty connections that everything except money shares."""


class Doorway:
    """``queue`` may wait for one of the ``places``; the next is told TryAgainLater at once, and nothing was counted."""

    def __init__(self, queue: int, places: int = PLACES) -> None:
        self._queue = queue
        self._places = asyncio.Semaphore(places)
        self.waiting = 0

    def turn(self) -> "Turn":
        """Raises TryAgainLater."""
        if self.waiting >= self._queue:
            raise TryAgainLater
        return Turn(self)

    async def enter(self) -> None:
        self.waiting += 1
        try:
            await self._places.acquire()
        finally:
            self.waiting -= 1

    def leave(self) -> None:
        self._places.release()


class Turn(AbstractAsyncContextManager["Turn"]):
    """One place, given up while its holder waits for a hash."""

    def __init__(self, doorway: Doorway) -> None:
        self._doorway = doorway
        self._inside = False

    async def __aenter__(self) -> "Turn":
        await self._enter()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    async def aside(self, work: Awaitable[R]) -> R:
        """What ``work`` answers; the holder is inside again when it did, or failed."""
        self._leave()
        try:
            return await work
        finally:
            await self._enter()

    async def _enter(self) -> None:
        await self._doorway.enter()
        self._inside = True

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self._doorway.leave()


class PasswordsAside:
    """Implements Passwords for the holder of one turn, who must hold no connection when asking."""

    def __init__(self, passwords: Passwords, turn: Turn) -> None:
        self._passwords = passwords
        self._turn = turn

    async def hash(self, password: str) -> str:
        return await self._turn.aside(self._passwords.hash(password))

    async def verify(self, password: str, hashed: str | None) -> Verdict:
        return await self._turn.aside(self._passwords.verify(password, hashed))


class InTurn(Generic[M, R]):
    """A handler that works inside the doorway; ``build`` makes it around the passwords that it is to use."""

    def __init__(self, doorway: Doorway, passwords: Passwords, build: Callable[[Passwords], Handler[M, R]]) -> None:
        self._doorway = doorway
        self._passwords = passwords
        self._build = build

    async def __call__(self, message: M) -> R:
        async with self._doorway.turn() as turn:
            return await self._build(PasswordsAside(self._passwords, turn))(message)
