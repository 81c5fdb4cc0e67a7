"""The bounded queue before the lanes."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from domain.shared import TryAgainLater
from domain.wallet import Command


@dataclass(slots=True)
class Ticket:
    """One command waiting for its answer."""

    command: Command[Any]
    answer: "asyncio.Future[Any]"
    since: float
    """When it was queued, on the event loop's clock."""


class SettlementQueue:
    """First come, first served, at most ``capacity`` tickets; the last ``reserved`` are for what is owed.

    Refusing a win or a rollback creates a debt, so a flood of bets must not crowd them out.
    """

    def __init__(self, capacity: int, reserved: int) -> None:
        self._tickets: deque[Ticket] = deque()
        self._capacity = capacity
        self._open_to_all = capacity - reserved
        self._arrived = asyncio.Event()
        self._closed = False

    def __len__(self) -> int:
        return len(self._tickets)

    def put(self, ticket: Ticket) -> None:
        """Raises TryAgainLater at once when there is no room, before anything was written."""
        bound = self._capacity if ticket.command.owes_player else self._open_to_all
        if self._closed or len(self._tickets) >= bound:
            raise TryAgainLater
        self._tickets.append(ticket)
        self._arrived.set()

    async def take(self, most: int) -> list[Ticket]:
        """All that has arrived, at most ``most``; waits for a first one. Empty once closed and drained."""
        while not self._tickets:
            if self._closed:
                return []
            self._arrived.clear()
            await self._arrived.wait()
        tickets = self._tickets
        return [tickets.popleft() for _ in range(min(most, len(tickets)))]

    def rest(self) -> list[Ticket]:
        """What nobody will take any more."""
        rest = list(self._tickets)
        self._tickets.clear()
        return rest

    def close(self) -> None:
        self._closed = True
        self._arrived.set()
