"""Time, ids and chance enter the domain through these ports alone."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    def now(self) -> datetime:
        """The present, in UTC, with its time zone."""
        ...


class Ids(Protocol):
    def new(self) -> UUID:
        """A fresh id, ordered by time (UUID version 7)."""
        ...


class Random(Protocol):
    def token(self, size_bytes: int) -> bytes:
        """Unpredictable bytes from the operating system's generator."""
        ...

    def below(self, bound: int) -> int:
        """An unbiased integer in ``0 <= n < bound``."""
        ...


class Commit(Protocol):
    """Makes everything a handler did durable, at once or not at all; leaving without it rolls back."""

    async def __call__(self) -> None: ...
