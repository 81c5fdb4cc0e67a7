"""A process of its own that orders and pays deposits: ``python -m … <url> <name> <player> …``.

It says ``ready`` and begins at a line. For each player several callers order without a pause, and pay what they were
allowed to order a moment later, while others order, each until it is refused. Then it tells, as one line of JSON, how
many orders of each player were accepted and what the others were told.
"""

import asyncio
import json
import random
import sys
from collections import Counter
from itertools import count
from uuid import UUID, uuid4

import asyncpg

from app.settlement.lanes import SettlementLanes
from domain.payments import OrderDeposit
from domain.shared import PlayerId
from domain.wallet import GateClosed, meaning_of
from tests.lanes import running_lanes
from tests.money_commands import confirm
from tests.postgres.ledger.conftest import order_deposit

CALLERS = 4
DEPOSIT = 30_000
"""Not a divisor of 2,000 euros: the seventh carries the total over."""


class Paying:
    def __init__(
        self, lanes: SettlementLanes, pool: "asyncpg.Pool[asyncpg.Record]", name: str, player: PlayerId
    ) -> None:
        self._lanes, self._pool = lanes, pool
        self._name, self._player = name, player
        self._numbers = count()
        self._random = random.Random(f"{name} {player}")
        self.answers: Counter[str] = Counter()

    async def caller(self) -> None:
        while True:
            key = f"{self._name}-{self._player}-{next(self._numbers)}"
            order = OrderDeposit(self._player, "EUR", "payments", key, meaning_of(DEPOSIT), DEPOSIT)
            try:
                ordered = await self._lanes.settle(order)
            except GateClosed as refusal:
                self.answers[refusal.code] += 1
                self.answers[",".join(refusal.reasons)] += 1
                return
            self.answers["ACCEPTED"] += 1
            await self._pay(UUID(ordered.deposit_id))

    async def _pay(self, deposit: UUID) -> None:
        await order_deposit(self._pool, self._player, deposit, DEPOSIT)
        await asyncio.sleep(self._random.random() * 0.02)
        await self._lanes.settle(confirm(self._player, deposit, DEPOSIT, str(uuid4())))
        self.answers["PAID"] += 1


async def pay(url: str, name: str, players: list[PlayerId]) -> None:
    async with running_lanes(url) as lanes, asyncpg.create_pool(url, min_size=2, max_size=4) as pool:
        paying = {player: Paying(lanes, pool, name, player) for player in players}
        print("ready", flush=True)  # noqa: T201
        await asyncio.to_thread(sys.stdin.readline)
        await asyncio.gather(*(each.caller() for each in paying.values() for _ in range(CALLERS)))
    print(json.dumps({str(player): each.answers for player, each in paying.items()}))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(pay(sys.argv[1], sys.argv[2], [PlayerId(UUID(player)) for player in sys.argv[3:]]))
