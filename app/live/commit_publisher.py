"""Publishes committed batches at once, and marks them in the outbox behind the hot path."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

import asyncpg

from app.adapters.postgres.outbox import mark_published
from app.jobs import Job, end, start
from app.live import wake_message
from app.live.bus import Bus, BusAway
from app.live.gauges import BUS_AWAY
from domain.shared import PlayerId

MAX_WAITING_BATCHES = 5_000
"""Beyond it batches stay unpublished in the outbox, and the relay publishes them."""

MARK_EVERY_SECONDS = 0.5
MAX_UNMARKED = 20_000

log = logging.getLogger(__name__)


class CommitPublisher:
    """The settlement lane's CommitListener: a bounded queue, one task that publishes, one that marks."""

    def __init__(self, bus: Bus, pool: "asyncpg.Pool[asyncpg.Record]", tell: Callable[[PlayerId], None]) -> None:
        """``tell``: whoever follows an account."""
        self._bus = bus
        self._pool = pool
        self._tell = tell
        self._waiting: deque[tuple[int, Sequence[int], Sequence[int]]] = deque(maxlen=MAX_WAITING_BATCHES)
        self._arrived = asyncio.Event()
        self._unmarked: deque[int] = deque(maxlen=MAX_UNMARKED)
        self._tasks: list[asyncio.Task[None]] = []
        self._away = False
        self._marking = Job("marks of what was published", self._mark, MARK_EVERY_SECONDS)

    def committed(self, batch_id: int, wallet_ids: Sequence[int], sequences: Sequence[int]) -> None:
        """See CommitListener. When the queue is full the oldest batch gives way, for the relay to publish."""
        self._waiting.append((batch_id, wallet_ids, sequences))
        self._arrived.set()

    def gates_closed(self, players: Sequence[PlayerId]) -> None:
        """See CommitListener."""
        for player_id in players:
            self._tell(player_id)

    async def start(self) -> None:
        self._tasks = [start(Job("publisher", self._publish_arrived, 0.0)), start(self._marking)]

    async def stop(self) -> None:
        """Publish and mark what waits, as far as the bus and the database answer."""
        await end(*self._tasks)
        self._tasks = []
        while self._waiting and await self._publish_waiting():
            continue
        await self._marking.try_once()

    async def _publish_arrived(self) -> None:
        await self._arrived.wait()
        self._arrived.clear()
        while self._waiting:
            await self._publish_waiting()

    async def _publish_waiting(self) -> bool:
        """What waits, up to one full message; False when the bus is away."""
        reached: dict[int, int] = {}
        batch_ids: list[int] = []
        while (self._waiting and len(reached) + len(self._waiting[0][1]) <= wake_message.MAX_PAIRS) or not batch_ids:
            batch_id, wallet_ids, sequences = self._waiting.popleft()
            wake_message.merge(reached, wallet_ids, sequences)
            batch_ids.append(batch_id)
        try:
            for message in wake_message.encode(reached):
                await self._bus.publish(wake_message.CHANNEL, message)
        except BusAway as error:
            BUS_AWAY.inc(len(batch_ids))
            if not self._away:
                log.warning("the bus is away (%s); the relay will publish what it missed", error)
            self._away = True
            return False
        self._away = False
        self._unmarked.extend(batch_ids)
        return True

    async def _mark(self) -> None:
        """One update for all batches since the last; those it cannot mark, the relay publishes once more."""
        if not self._unmarked:
            return
        batch_ids = list(self._unmarked)
        self._unmarked.clear()
        await mark_published(self._pool, batch_ids)
