"""A process of its own that fires at one player: ``python -m … <url> <name> <player> <bet|deposit>``.

Its callers send without a pause. It says ``warm`` when enough were accepted, reads a line that says that the
protection is acknowledged, and sends AFTERWARDS more from each caller; then it tells, as one line of JSON, how many of
those sent after the line were accepted, and what the others were told.
"""

import asyncio
import json
import sys
from collections import Counter
from itertools import count
from uuid import UUID

from app.settlement.lanes import SettlementLanes
from domain.payments import OrderDeposit
from domain.shared import PlayerId, Refusal
from domain.wallet import Command, meaning_of
from tests.lanes import running_lanes
from tests.money_commands import bet

CALLERS = 12
WARM = 30
AFTERWARDS = 15
STAKE, DEPOSIT = 7, 700


class Firing:
    def __init__(self, lanes: SettlementLanes, name: str, player: PlayerId, what: str) -> None:
        self._lanes = lanes
        self._name, self._player, self._what = name, player, what
        self._numbers = count()
        self.acknowledged = asyncio.Event()
        self.warm = asyncio.Event()
        self.before: Counter[str] = Counter()
        self.after: Counter[str] = Counter()

    async def caller(self) -> None:
        """Each command is counted by when it was sent, not by when it was answered."""
        while not self.acknowledged.is_set():
            self.before[await self._send()] += 1
            if self.before["ACCEPTED"] >= WARM:
                self.warm.set()
        for _ in range(AFTERWARDS):
            self.after[await self._send()] += 1

    async def _send(self) -> str:
        try:
            await self._lanes.settle(self._command(f"{self._name}-{self._player}-{next(self._numbers)}"))
        except Refusal as refusal:
            return refusal.code
        return "ACCEPTED"

    def _command(self, key: str) -> Command[object]:
        if self._what == "bet":
            return bet(self._player, STAKE, key, round_=key)
        return OrderDeposit(self._player, "EUR", "payments", key, meaning_of(DEPOSIT), DEPOSIT)


async def fire(url: str, name: str, player: PlayerId, what: str) -> None:
    async with running_lanes(url) as lanes:
        firing = Firing(lanes, name, player, what)
        callers = [asyncio.create_task(firing.caller()) for _ in range(CALLERS)]
        await firing.warm.wait()
        print("warm", flush=True)  # noqa: T201
        await asyncio.to_thread(sys.stdin.readline)
        firing.acknowledged.set()
        await asyncio.gather(*callers)
    print(json.dumps({"before": firing.before, "after": firing.after}))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(fire(sys.argv[1], sys.argv[2], PlayerId(UUID(sys.argv[3])), sys.argv[4]))
