"""The hub: one upstream subscription and one reader a process, for all the wallets that are followed here."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress

from app.live import wake_message
from app.live.bus import GAP, Bus
from app.live.gauges import FOLLOWED_WALLETS, READS
from app.live.patience import AWAY, AWAY_SECONDS
from app.live.wallet_news import WalletFollower
from app.live.wallet_watch import WalletWatch
from domain.shared import WalletId

MAX_WALLETS_A_READ = 500
MAX_NEWS = 100
"""Of one wallet in one read; beyond it state is told at once, and history is read in pages by those who follow it."""

SHORTEST_ROUND_SECONDS = 0.01
"""Between the beginnings of two reads: bounds what wake-ups may cost the database; the first is read at once."""

POLL_SECONDS = 5.0

log = logging.getLogger(__name__)


class WalletWakeups:
    """Wakes on the bus's messages, after its gaps, and every POLL_SECONDS in case one was lost without a trace."""

    def __init__(self, bus: Bus, follower: WalletFollower, poll_seconds: float = POLL_SECONDS) -> None:
        self._follower = follower
        self._poll_seconds = poll_seconds
        self._watches: dict[int, WalletWatch] = {}
        self._woken: dict[int, WalletWatch] = {}
        self._arrived = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        bus.listen(wake_message.CHANNEL, self._receive)

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._read_forever()), asyncio.create_task(self._poll_forever())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        for watch in self._watches.values():
            _finish(watch.refreshing, ConnectionAbortedError("live updates stopped"))

    @property
    def followed(self) -> int:
        """How many wallets are followed in this process."""
        return len(self._watches)

    @asynccontextmanager
    async def watch(self, wallet_id: WalletId) -> AsyncGenerator[WalletWatch, None]:
        """Wake-ups first, then a fresh read: on entry ``view`` is at least as new as any commit before the call."""
        watch = self._watches.get(wallet_id)
        if watch is None:
            watch = self._watches[wallet_id] = WalletWatch(wallet_id)
            FOLLOWED_WALLETS.inc()
        watch.followers += 1
        try:
            refreshed = asyncio.get_running_loop().create_future()
            watch.refreshing.append(refreshed)
            self._wake((watch,))
            await refreshed
            yield watch
        finally:
            watch.followers -= 1
            if not watch.followers:
                del self._watches[wallet_id]
                FOLLOWED_WALLETS.dec()
                self._woken.pop(wallet_id, None)

    def _receive(self, message: str) -> None:
        if not self._watches:
            return
        if message == GAP:
            self._wake(self._watches.values())
            return
        try:
            reached = wake_message.decode(message)
        except ValueError:
            log.error("a message on %s is not a wake-up", wake_message.CHANNEL)
            self._wake(self._watches.values())
            return
        watches = self._watches
        self._wake(
            watch
            for wallet_id, sequence in reached
            if (watch := watches.get(wallet_id)) and (watch.sequence is None or watch.sequence < sequence)
        )

    def _wake(self, watches: Iterable[WalletWatch]) -> None:
        self._woken.update((watch.wallet_id, watch) for watch in watches)
        if self._woken:
            self._arrived.set()

    async def _poll_forever(self) -> None:
        while True:
            await asyncio.sleep(self._poll_seconds)
            self._wake(self._watches.values())

    async def _read_forever(self) -> None:
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
                self._wake(watch for watch in batch if self._watches.get(watch.wallet_id) is watch)
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
        except AWAY as error:
            log.warning("live updates wait for the database: %s", type(error).__name__)
            for watch, futures in waiting:
                watch.refreshing[:0] = futures
            return False
        except Exception as error:
            for watch, futures in waiting:
                watch.refreshing[:0] = futures
            if len(batch) == 1:
                log.exception("cannot follow wallet %d", batch[0].wallet_id)
                _finish(batch[0].refreshing, error)
                return True
            return all([await self._read([watch]) for watch in batch])
        for watch, futures in waiting:
            if watch.wallet_id in news:
                watch.tell(news[watch.wallet_id])
            _finish(futures, None)
        return True


def _finish(futures: "list[asyncio.Future[None]]", error: Exception | None) -> None:
    for future in futures:
        if not future.done():
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)
    futures.clear()
