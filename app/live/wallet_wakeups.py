"""The hub of wallets, woken by the bus."""

import logging
from collections.abc import Mapping, Sequence

from app.live import wake_message
from app.live.bus import GAP, Bus
from app.live.gauges import FOLLOWED_WALLETS
from app.live.hub import POLL_SECONDS, Hub
from app.live.wallet_news import WalletFollower, WalletNews
from app.live.wallet_watch import WalletWatch
from app.live.watch import Watch
from domain.shared import WalletId

MAX_NEWS = 100
"""Of one wallet in one read; beyond it state is told at once, and history is read in pages by those who follow it."""

log = logging.getLogger(__name__)


class WalletWakeups(Hub[WalletId, WalletNews, WalletWatch]):
    """Wakes on the bus's messages, after its gaps, and by polling."""

    def __init__(self, bus: Bus, follower: WalletFollower, poll_seconds: float = POLL_SECONDS) -> None:
        async def read(batch: Sequence[Watch[WalletId, WalletNews]]) -> Mapping[WalletId, WalletNews]:
            known = {watch.key: watch.sequence for watch in batch if isinstance(watch, WalletWatch)}
            return await follower.news(known, MAX_NEWS)

        super().__init__(WalletWatch, read, FOLLOWED_WALLETS, poll_seconds)
        bus.listen(wake_message.CHANNEL, self._receive)

    def _receive(self, message: str) -> None:
        if not self.followed:
            return
        if message == GAP:
            self.wake_all()
            return
        try:
            reached = wake_message.decode(message)
        except ValueError:
            log.error("a message on %s is not a wake-up", wake_message.CHANNEL)
            self.wake_all()
            return
        self.wake(
            watch
            for wallet_id, sequence in reached
            if (watch := self.find(WalletId(wallet_id))) and (watch.sequence is None or watch.sequence < sequence)
        )
