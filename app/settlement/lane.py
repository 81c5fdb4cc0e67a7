"""One lane: it takes what arrived while its last batch committed, decides it, commits it, answers."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from app.settlement.batch import Batch, Changes
from app.settlement.commit_listener import CommitListener
from app.settlement.connection import LaneConnection
from app.settlement.database_errors import AWAY, passes
from app.settlement.facet_store import FacetStore
from app.settlement.load import load
from app.settlement.queue import SettlementQueue, Ticket
from app.settlement.replies import ReplyCodec
from app.settlement.store import store
from domain.shared import Clock, Ids, PlayerId, TryAgainLater
from domain.wallet import Facet, Procedure

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.01
"""Before a command that met another process's is tried again."""


@dataclass(frozen=True, slots=True)
class LaneBounds:
    batch_size: int = 200
    """Beyond 200, latency grows and throughput does not."""
    waiting_seconds: float = 5.0
    """A command that waited longer in the queue is refused, undecided."""
    outage_seconds: float = 10.0
    """How long a batch is tried again while the database is away; then its callers are told to try again."""


@dataclass(frozen=True, slots=True)
class Judging:
    """What every lane judges with."""

    procedures: Mapping[type[Any], Procedure[Any]]
    stores: Mapping[type[Facet], FacetStore[Any]]
    codec: ReplyCodec
    clock: Clock
    ids: Ids


class Lane:
    def __init__(
        self,
        queue: SettlementQueue,
        connection: LaneConnection,
        judging: Judging,
        bounds: LaneBounds,
        listener: CommitListener,
        measure: "BatchMeter",
    ) -> None:
        self._queue = queue
        self._connection = connection
        self._judging = judging
        self._bounds = bounds
        self._listener = listener
        self._measure = measure
        self._taken: list[Ticket] = []

    @property
    def busy(self) -> int:
        """How many commands are being settled now."""
        return len(self._taken)

    async def run(self) -> None:
        """Until the queue is closed and empty. Cut off earlier, it still answers everybody: they are to come again."""
        try:
            while tickets := await self._queue.take(self._bounds.batch_size):
                self._taken = self._still_wanted(tickets)
                if self._taken:
                    started = perf_counter()
                    await self._settle(self._taken, asyncio.get_running_loop().time() + self._bounds.outage_seconds)
                    self._measure.batch(len(self._taken), perf_counter() - started)
                    self._taken = []
        except BaseException as end:
            log.critical("settlement: a lane stopped: %s", type(end).__name__)
            self._queue.close()
            self._connection.discard()
            _fail([*self._taken, *self._queue.rest()], TryAgainLater())
            raise
        await self._connection.close()

    def _still_wanted(self, tickets: list[Ticket]) -> list[Ticket]:
        too_old = asyncio.get_running_loop().time() - self._bounds.waiting_seconds
        wanted = []
        for ticket in tickets:
            if ticket.since < too_old:
                _fail([ticket], TryAgainLater())
            else:
                wanted.append(ticket)
        return wanted

    async def _settle(self, tickets: list[Ticket], until: float) -> bool:
        """Answer every ticket: together; one by one if the database refused the batch; again if it went away.

        A connection that breaks around the commit leaves the outcome unknown. To run the batch again tells: each
        command whose key was stored is answered with its stored result. False: they were told to come again, because
        time ran out.
        """
        loop = asyncio.get_running_loop()
        while True:
            try:
                await self._attempt(tickets)
            except Exception as error:
                if isinstance(error, AWAY):
                    log.warning("settlement: database away, %d commands wait: %s", len(tickets), type(error).__name__)
                    if await self._connection.reopen(until):
                        continue
                elif len(tickets) > 1:
                    await self._one_by_one(tickets, until)
                    return True
                elif not passes(error):
                    log.exception("settlement: %s cannot be settled", type(tickets[0].command).__name__)
                    _fail(tickets, error)
                    return True
                elif loop.time() < until:
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                _fail(tickets, TryAgainLater())
                return False
            return True

    async def _one_by_one(self, tickets: list[Ticket], until: float) -> None:
        """A player whose lock cannot be had costs the others one wait, not one for each of that player's commands."""
        stuck: set[PlayerId] = set()
        for ticket in tickets:
            player_id = ticket.command.player_id
            if player_id in stuck:
                _fail([ticket], TryAgainLater())
            elif not await self._settle([ticket], until):
                stuck.add(player_id)

    async def _attempt(self, tickets: Sequence[Ticket]) -> None:
        judging = self._judging
        connection = self._connection.current()
        await connection.execute("begin")
        try:
            now = judging.clock.now()
            commands = [ticket.command for ticket in tickets]
            loaded = await load(connection, commands, judging.procedures, judging.stores, judging.codec)
            batch = Batch(loaded, judging.procedures, now, judging.ids)
            answers = [_judge(batch, ticket) for ticket in tickets]
            changes = batch.changes
            outbox_id = await store(connection, changes, judging.stores, judging.codec, now) if changes else None
            await connection.execute("commit")
        except Exception as error:
            if not isinstance(error, OSError) and not connection.is_closed():  # one that does not answer is dropped
                await connection.execute("rollback")
            raise
        _answer(tickets, answers)
        self._tell(outbox_id, changes)

    def _tell(self, outbox_id: int | None, changes: Changes) -> None:
        if outbox_id is not None:
            wallets = changes.wallets
            self._listener.committed(outbox_id, list(wallets), [wallet.sequence for wallet in wallets.values()])
        if changes.gates:
            self._listener.gates_closed(tuple(changes.gates))


class BatchMeter:
    """Counts batches; the platform replaces it with one that feeds the metrics."""

    def batch(self, commands: int, seconds: float) -> None:
        """One batch of ``commands`` took ``seconds`` from its first statement to its answers."""


def _judge(batch: Batch, ticket: Ticket) -> object:
    try:
        return batch.judge(ticket.command)
    except Exception as fault:
        log.exception("settlement: cannot judge %s", type(ticket.command).__name__)
        return fault


def _answer(tickets: Sequence[Ticket], answers: Sequence[object]) -> None:
    for ticket, answer in zip(tickets, answers, strict=True):
        future = ticket.answer
        if not future.done():
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)


def _fail(tickets: Sequence[Ticket], error: Exception) -> None:
    for ticket in tickets:
        if not ticket.answer.done():
            ticket.answer.set_exception(error)
