"""Time, ids and commits that a test holds in its hand."""

from datetime import UTC, datetime, timedelta
from uuid import UUID


class HeldClock:
    """Stands still until it is moved."""

    def __init__(self, start: datetime = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def forward(self, by: timedelta) -> None:
        self._now += by


class CountedIds:
    """1, 2, 3, … as UUIDs, in order as the real ones are."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> UUID:
        self._last += 1
        return UUID(int=self._last)


class CountedCommits:
    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> None:
        self.count += 1


class CountedRandom:
    """Bytes and numbers that count up: what is unpredictable elsewhere, told beforehand."""

    def __init__(self) -> None:
        self._last = 0

    def token(self, size_bytes: int) -> bytes:
        self._last += 1
        return self._last.to_bytes(size_bytes, "big")

    def below(self, bound: int) -> int:
        self._last += 1
        return self._last % bound
