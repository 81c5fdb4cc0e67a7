"""The settlement lanes of one process: the adapter behind the one door."""

import asyncio
from typing import Any, TypeVar, cast

from app.settlement.commit_listener import CommitListener
from app.settlement.connection import LaneConnection
from app.settlement.lane import BatchMeter, Judging, Lane, LaneBounds
from app.settlement.queue import SettlementQueue, Ticket
from domain.wallet import Command

R = TypeVar("R")

LANES = 2
WIDE_FROM = 48
"""Commands waiting or under way from which on both lanes work: under less load, one larger batch is quicker."""


class SettlementLanes:
    """Hashes players to lanes under load; uses the first lane alone when there is little to do.

    The lane is only a matter of speed: locks in the database make any routing correct, also between processes.
    """

    def __init__(
        self,
        dsn: str,
        judging: Judging,
        listener: CommitListener,
        *,
        capacity: int = 4096,
        reserved: int = 1024,
        bounds: LaneBounds | None = None,
        meter: BatchMeter | None = None,
    ) -> None:
        bounds, meter = bounds or LaneBounds(), meter or BatchMeter()
        self._queues = [SettlementQueue(capacity // LANES, reserved // LANES) for _ in range(LANES)]
        self._connections = [LaneConnection(dsn) for _ in self._queues]
        self._lanes = [
            Lane(queue, connection, judging, bounds, listener, meter)
            for queue, connection in zip(self._queues, self._connections, strict=True)
        ]
        self._running: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        for connection in self._connections:
            await connection.open()
        self._running = [asyncio.create_task(lane.run(), name="settlement lane") for lane in self._lanes]

    async def settle(self, command: Command[R], /) -> R:
        loop = asyncio.get_running_loop()
        ticket = Ticket(command, loop.create_future(), loop.time())
        self._queues[self._lane_of(command)].put(ticket)
        return cast(R, await ticket.answer)

    def waiting(self) -> int:
        """Commands queued or under way."""
        return sum(map(len, self._queues)) + sum(lane.busy for lane in self._lanes)

    async def drain(self) -> None:
        """Take no more; answer everything that was taken."""
        for queue in self._queues:
            queue.close()
        await asyncio.gather(*self._running)

    def _lane_of(self, command: Command[Any]) -> int:
        return hash(command.player_id) % LANES if self.waiting() >= WIDE_FROM else 0
