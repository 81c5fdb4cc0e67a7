"""The hub of accounts, and what wakes it: the ids of players, told after a commit, over the bus."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from uuid import UUID

import orjson

from app.jobs import Job, end, start
from app.live.account_news import AccountFollower, AccountNews
from app.live.account_watch import AccountWatch
from app.live.bus import GAP, Bus, BusAway
from app.live.gauges import FOLLOWED_ACCOUNTS
from app.live.hub import POLL_SECONDS, Hub
from app.live.watch import Watch
from domain.shared import PlayerId

CHANNEL = "players"
MAX_IDS = 1_000
"""In one message, and waiting for the bus; who is not told of learns it from the poll."""

log = logging.getLogger(__name__)


class AccountWakeups(Hub[PlayerId, AccountNews, AccountWatch]):
    """Implements PlayerNews."""

    def __init__(self, bus: Bus, follower: AccountFollower, poll_seconds: float = POLL_SECONDS) -> None:
        async def read(batch: Sequence[Watch[PlayerId, AccountNews]]) -> Mapping[PlayerId, AccountNews]:
            return await follower.news([watch.key for watch in batch])

        super().__init__(AccountWatch, read, FOLLOWED_ACCOUNTS, poll_seconds)
        self._bus = bus
        self._told: dict[PlayerId, None] = {}
        self._arrived = asyncio.Event()
        self._away = False
        self._publishing: asyncio.Task[None] | None = None
        bus.listen(CHANNEL, self._receive)

    async def start(self) -> None:
        await super().start()
        self._publishing = start(Job("news of accounts", self._publish_told, 0.0))

    async def stop(self) -> None:
        if self._publishing is not None:
            await end(self._publishing)
        await super().stop()

    def tell(self, player_id: PlayerId) -> None:
        """Something about this player was committed. Returns at once; whoever follows the account anywhere looks."""
        if len(self._told) < MAX_IDS:
            self._told[player_id] = None
            self._arrived.set()

    async def _publish_told(self) -> None:
        """What was told while the last message left goes with the next one."""
        await self._arrived.wait()
        self._arrived.clear()
        ids = list(self._told)
        self._told.clear()
        try:
            await self._bus.publish(CHANNEL, orjson.dumps([str(player_id) for player_id in ids]).decode())
            self._away = False
        except BusAway as error:
            self._wake(ids)
            if not self._away:
                log.warning("the bus is away (%s); other processes hear of accounts by polling", error)
            self._away = True

    def _receive(self, message: str) -> None:
        if not self.followed:
            return
        try:
            ids = [] if message == GAP else [PlayerId(UUID(player_id)) for player_id in orjson.loads(message)]
        except (ValueError, TypeError, AttributeError):
            log.error("a message on %s is not a wake-up", CHANNEL)
            ids = []
        if ids:
            self._wake(ids)
        else:
            self.wake_all()

    def _wake(self, ids: Sequence[PlayerId]) -> None:
        self.wake(watch for player_id in ids if (watch := self.find(player_id)))
