"""One reader a process: whatever was woken meanwhile is read by the next statement."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Generic

from app.adapters.postgres.away import AWAY
from app.live.gauges import READS
from app.live.patience import AWAY_SECONDS
from app.live.watch import K, N, Watch

MAX_WATCHES_A_READ = 500
SHORTEST_ROUND_SECONDS = 0.01
"""Between the beginnings of two reads: bounds what wake-ups may cost the database; the first is read at once."""

log = logging.getLogger(__name__)

ReadNews = Callable[[Sequence[Watch[K, N]]], Awaitable[Mapping[K, N]]]


class SharedReader(Generic[K, N]):
    """No wake-up is lost: who is woken during a read is read again."""

    def __init__(self, read: ReadNews[K, N]) -> None:
        self._news = read
        self._woken: dict[K, Watch[K, N]] = {}
        self._arrived = asyncio.Event()

    def wake(self, watches: Iterable[Watch[K, N]]) -> None:
        self._woken.update((watch.key, watch) for watch in watches)
        if self._woken:
            self._arrived.set()

    def forget(self, watch: Watch[K, N]) -> None:
        self._woken.pop(watch.key, None)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._arrived.wait()
            began = loop.time()
            batch = list(self._woken.values())[:MAX_WATCHES_A_READ]
            for watch in batch:
                del self._woken[watch.key]
            if not self._woken:
                self._arrived.clear()
            if batch and not await self._read(batch):
                # Somebody else may follow the same by now, with a watch of its own.
                self.wake(watch for watch in batch if watch.followers and watch.key not in self._woken)
                await asyncio.sleep(AWAY_SECONDS)
            await asyncio.sleep(max(0.0, began + SHORTEST_ROUND_SECONDS - loop.time()))

    async def _read(self, batch: Sequence[Watch[K, N]]) -> bool:
        """False when the database is away: then everybody goes on waiting. Other faults stay with their watch."""
        READS.inc()
        waiting = [(watch, watch.refreshing) for watch in batch]
        for watch in batch:
            watch.refreshing = []
        try:
            news = await self._news(batch)
        except Exception as error:
            for watch, futures in waiting:
                watch.refreshing[:0] = futures
            if isinstance(error, AWAY):
                log.warning("live updates wait for the database: %s", type(error).__name__)
                return False
            if len(batch) == 1:
                log.exception("cannot follow %s", batch[0].key)
                batch[0].refuse(error)
                return True
            return all([await self._read([watch]) for watch in batch])
        for watch, futures in waiting:
            if watch.key in news:
                watch.tell(news[watch.key])
            for future in futures:
                if not future.done():
                    future.set_result(None)
        return True
