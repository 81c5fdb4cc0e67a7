"""Publishes what a crash, or a bus that was away, left unpublished; and lets old outbox rows go."""

import asyncio
import logging
from datetime import timedelta

import asyncpg

from app.adapters.postgres.outbox import delete_published, mark_published, take_unpublished
from app.jobs import Job, end, start
from app.live import wake_message
from app.live.bus import Bus, BusAway
from app.live.gauges import LEFT_BEHIND
from domain.shared import Clock

LEFT_BEHIND_SECONDS = 2.0
EVERY_SECONDS = 1.0
LET_GO_EVERY_SECONDS = 10.0
MAX_ROWS = 200
KEEP_PUBLISHED = timedelta(hours=1)
MAX_DELETED = 2_000

log = logging.getLogger(__name__)


class OutboxRelay:
    """Any number of processes may run one: rows are taken with ``for update skip locked``."""

    def __init__(
        self,
        bus: Bus,
        pool: "asyncpg.Pool[asyncpg.Record]",
        clock: Clock,
        left_behind_seconds: float = LEFT_BEHIND_SECONDS,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self._bus = bus
        self._pool = pool
        self._clock = clock
        self._left_behind_seconds = left_behind_seconds
        self._every_seconds = every_seconds
        self._let_go_at = 0.0
        self._bus_away = False
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = start(Job("relay", self._round, self._every_seconds))

    async def stop(self) -> None:
        if self._task is not None:
            await end(self._task)

    async def publish_left_behind(self) -> int:
        """Publish and mark one bounded batch; how many rows it had. Raises BusAway, and marks nothing then."""
        async with self._pool.acquire() as connection, connection.transaction():
            rows = await take_unpublished(connection, self._left_behind_seconds, MAX_ROWS)
            reached: dict[int, int] = {}
            for row in rows:
                wake_message.merge(reached, row["wallet_ids"], row["sequences"])
            for message in wake_message.encode(reached):
                await self._bus.publish(wake_message.CHANNEL, message)
            if rows:
                await mark_published(connection, [row["id"] for row in rows])
        LEFT_BEHIND.inc(len(rows))
        return len(rows)

    async def let_go(self) -> int:
        """Delete one bounded chunk of rows published long ago; how many."""
        return await delete_published(self._pool, self._clock.now() - KEEP_PUBLISHED, MAX_DELETED)

    async def _round(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while await self.publish_left_behind() == MAX_ROWS:
                continue
            self._bus_away = False
        except BusAway as error:
            if not self._bus_away:
                log.warning("the relay waits for the bus: %s", error)
            self._bus_away = True
            return
        if loop.time() >= self._let_go_at:
            while await self.let_go() == MAX_DELETED:
                continue
            self._let_go_at = loop.time() + LET_GO_EVERY_SECONDS
