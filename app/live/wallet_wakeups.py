"""The hub: one upstream subscription a process, for all the wallets that are followed here."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from app.live import wake_message
from app.live.bus import GAP, Bus
from app.live.gauges import FOLLOWED_WALLETS
from app.live.shared_reader import SharedReader
from app.live.wallet_news import WalletFollower
from app.live.wallet_watch import WalletWatch
from domain.shared import WalletId

POLL_SECONDS = 5.0

log = logging.getLogger(__name__)


class WalletWakeups:
    """Wakes on the bus's messages, after its gaps, and every POLL_SECONDS in case one was lost without a trace."""

    def __init__(self, bus: Bus, follower: WalletFollower, poll_seconds: float = POLL_SECONDS) -> None:
        self._reader = SharedReader(follower)
        self._poll_seconds = poll_seconds
        self._watches: dict[int, WalletWatch] = {}
        self._tasks: list[asyncio.Task[None]] = []
        bus.listen(wake_message.CHANNEL, self._receive)

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._reader.run()), asyncio.create_task(self._poll_forever())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        for watch in self._watches.values():
            watch.refuse(ConnectionAbortedError("live updates stopped"))

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
            refreshed = watch.refresh()
            self._reader.wake((watch,))
            await refreshed
            yield watch
        finally:
            watch.followers -= 1
            if not watch.followers:
                del self._watches[wallet_id]
                FOLLOWED_WALLETS.dec()
                self._reader.forget(watch)

    def _receive(self, message: str) -> None:
        watches = self._watches
        if not watches:
            return
        if message == GAP:
            self._reader.wake(watches.values())
            return
        try:
            reached = wake_message.decode(message)
        except ValueError:
            log.error("a message on %s is not a wake-up", wake_message.CHANNEL)
            self._reader.wake(watches.values())
            return
        self._reader.wake(
            watch
            for wallet_id, sequence in reached
            if (watch := watches.get(wallet_id)) and (watch.sequence is None or watch.sequence < sequence)
        )

    async def _poll_forever(self) -> None:
        while True:
            await asyncio.sleep(self._poll_seconds)
            self._reader.wake(self._watches.values())
