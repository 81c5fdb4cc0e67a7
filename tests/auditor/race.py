"""Many bets of one player at once: their order is not determined, but what they add up to is."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import orjson

from app.adapters.game_providers.hub88.signature import HEADER, Signer
from tests.auditor.commands import PATH, UNITS_PER_MINOR, Call, Kind
from tests.auditor.wire import wires
from tests.faults.harness.seats import Seat

STAKE_MINOR = 1


@dataclass
class Outcome:
    seat: Seat
    balances: Counter[int] = field(default_factory=Counter)
    """What accepted bets were told, in minor units."""
    refused: Counter[str] = field(default_factory=Counter)
    refused_with: Counter[int] = field(default_factory=Counter)

    def add(self, told: dict[str, Any]) -> None:
        balance = told.get("balance", -1) // UNITS_PER_MINOR[self.seat.currency]
        if told["status"] == "RS_OK":
            self.balances[balance] += 1
        else:
            self.refused[told["status"]] += 1
            self.refused_with[balance] += 1

    def spent_twice(self, cash_left: int) -> list[str]:
        """Where the money told and the money left are not those of bets that came one after the other."""
        accepted = self.balances.total()
        if len(self.balances) == accepted and cash_left == self.seat.cash_minor - accepted >= 0:
            return []
        return [f"{accepted} bets of 1 left {cash_left} of {self.seat.cash_minor}; {len(self.balances)} balances told"]

    def problems(self, cash_left: int) -> list[str]:
        """How it differs from bets that came one after the other, until the money was gone."""
        start = self.seat.cash_minor
        found = []
        if self.balances != Counter(range(start)):
            found.append(f"{self.balances.total()} bets of 1 were accepted, {start} were covered")
        if set(self.refused) - {"RS_ERROR_NOT_ENOUGH_MONEY"} or set(self.refused_with) - {0}:
            found.append(f"refused: {dict(self.refused)}, with {dict(self.refused_with)}")
        if cash_left != 0:
            found.append(f"{cash_left} are left")
        return found


async def race(addresses: Sequence[tuple[str, int]], signer: Signer, seat: Seat, *, connections: int) -> Outcome:
    """Half as many bets again as the player can pay, spread over all addresses."""
    bets = [Call(seat, Kind.BET, str(uuid4()), str(uuid4()), STAKE_MINOR) for _ in range(seat.cash_minor * 3 // 2)]
    outcome = Outcome(seat)

    async def place(number: int) -> None:
        with wires(*addresses[number % len(addresses)], 1) as (wire,):
            for bet in bets[number::connections]:
                _, body = bet.body()
                reply = await wire.post(PATH + bet.kind.value, body, {HEADER: signer.sign(body)})
                outcome.add(orjson.loads(reply.body))

    async with asyncio.TaskGroup() as tasks:
        for number in range(connections):
            tasks.create_task(place(number))
    return outcome
