"""One reader a process: whatever was woken meanwhile is read by the next statement."""

import asyncio
import logging
from collections.abc import Iterable, Sequence

from app.adapters.postgres.away import AWAY
from app.live.gauges import READS
from app.live.patience import AWAY_SECONDS
from app.live.wallet_news import WalletFollower
from app.live.wallet_watch import WalletWatch

MAX_WALLETS_A_READ = 500
MAX_NEWS = 100
"""Of one wallet in one read; beyond it state is told at once, and history is read in pages by those who follow it."""

SHORTEST_ROUND_SECONDS = 0.01
"""Between the beginnings of two reads: bounds what wake-ups may cost the database; the first is read at once."""

log = logging.getLogger(__name__)


class SharedReader:
    """No wake-up is lost: who is woken during a read is read again."""

    def __init__(self, follower: WalletFollower) -> None:
        self._follower = follower
        self._woken: dict[int, WalletWatch] = {}
        self._arrived = asyncio.Event()

    def wake(self, watches: Iterable[WalletWatch]) -> None:
        self._woken.update((watch.wallet_id, watch) for watch in watches)
        if self._woken:
            self._arrived.set()

    def forget(self, watch: WalletWatch) -> None:
        self._woken.pop(watch.wallet_id, None)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._arrived.wait()
            began = loop.time()
            batch = list(self._woken.values())[:MAX_WALLETS_A_READ]
            for watch in batch:
                del self._woken[watch.wallet_id]
            if not self._woken:
                self._arrived.clear()
            if batch and not await self._read(batch):
                # Somebody else may follow the same wallet by now, with a watch of its own.
                self.wake(watch for watch in batch if watch.followers and watch.wallet_id not in self._woken)
                await asyncio.sleep(AWAY_SECONDS)
            await asyncio.sleep(max(0.0, began + SHORTEST_ROUND_SECONDS - loop.time()))

    async def _read(self, batch: Sequence[WalletWatch]) -> bool:
        """False when the database is away: then everybody goes on waiting. Other faults stay with their wallet."""
        READS.inc()
        waiting = [(watch, watch.refreshing) for watch in batch]
        for watch in batch:
            watch.refreshing = []
        try:
            news = await self._follower.news({watch.wallet_id: watch.sequence for watch in batch}, MAX_NEWS)
        except Exception as error:
            for watch, futures in waiting:
                watch.refreshing[:0] = futures
            if isinstance(error, AWAY):
                log.warning("live updates wait for the database: %s", type(error).__name__)
                return False
            if len(batch) == 1:
                log.exception("cannot follow wallet %d", batch[0].wallet_id)
                batch[0].refuse(error)
                return True
            return all([await self._read([watch]) for watch in batch])
        for watch, futures in waiting:
            if watch.wallet_id in news:
                watch.tell(news[watch.wallet_id])
            for future in futures:
                if not future.done():
                    future.set_result(None)
        return True
