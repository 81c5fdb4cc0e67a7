"""A hub: one upstream subscription a process, for all the things of one kind that are followed here."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from prometheus_client import Gauge

from app.jobs import end
from app.live.shared_reader import ReadNews, SharedReader
from app.live.watch import K, N, Watch

W = TypeVar("W", bound=Watch[Any, Any])

POLL_SECONDS = 5.0


class Hub(Generic[K, N, W]):
    """Wakes when told to, and every ``poll_seconds`` in case a wake-up was lost without a trace."""

    def __init__(
        self, make: Callable[[K], W], read: ReadNews[K, N], followed: Gauge, poll_seconds: float = POLL_SECONDS
    ) -> None:
        self._make = make
        self._reader: SharedReader[K, N] = SharedReader(read)
        self._gauge = followed
        self._poll_seconds = poll_seconds
        self._watches: dict[K, W] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._reader.run()), asyncio.create_task(self._poll_forever())]

    async def stop(self) -> None:
        await end(*self._tasks)
        for watch in self._watches.values():
            watch.refuse(ConnectionAbortedError("live updates stopped"))

    @property
    def followed(self) -> int:
        """How many are followed in this process."""
        return len(self._watches)

    @asynccontextmanager
    async def watch(self, key: K) -> AsyncGenerator[W, None]:
        """Wake-ups first, then a fresh read: on entry the watch is at least as new as any commit before the call."""
        watch = self._watches.get(key)
        if watch is None:
            watch = self._watches[key] = self._make(key)
            self._gauge.inc()
        watch.followers += 1
        try:
            refreshed = watch.refresh()
            self.wake((watch,))
            await refreshed
            yield watch
        finally:
            watch.followers -= 1
            if not watch.followers:
                del self._watches[key]
                self._gauge.dec()
                self._reader.forget(watch)

    def find(self, key: K) -> W | None:
        """The watch, if anybody follows it here."""
        return self._watches.get(key)

    def wake(self, watches: Iterable[W]) -> None:
        self._reader.wake(watches)

    def wake_all(self) -> None:
        self._reader.wake(self._watches.values())

    async def _poll_forever(self) -> None:
        while True:
            await asyncio.sleep(self._poll_seconds)
            self.wake_all()
