"""A process of its own that fires at players: ``python -m … <url> <name> <seconds that its clock is ahead>``.

Each line it reads is a target as JSON; it answers in lines of its own. Its callers bet, deposit, win and are paid in
without a pause. It says ``warm`` when enough was accepted, and reads a line that says that the protection is
acknowledged. From then on each caller of what is protected sends until it was refused ``REFUSALS`` times, the least it
may after the first refusal, so that no room is left; each other caller sends as often. At the end it tells how
everything that was sent AFTER the line was answered, and how much was accepted from the beginning on.
"""

import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from app.settlement.lane import Judging
from app.settlement.lanes import SettlementLanes
from domain.payments import OrderDeposit
from domain.shared import PlayerId, Refusal
from domain.wallet import meaning_of
from tests.lanes import real_judging, running_lanes
from tests.money_commands import BANK, bet, confirm, win
from tests.postgres.responsible_gaming.broken_rules import BROKEN

CALLERS = 6
"""Of each kind, in each process."""
WARM = 10
REFUSALS = 5
AT_MOST = 200
"""Sent by one caller after the acknowledgement, whatever it is answered: a rule that is broken refuses nothing."""


class Ahead:
    """The time of day that a test wants, going on as time does."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


@dataclass(frozen=True, slots=True)
class Target:
    player: PlayerId
    token_digest: bytes
    fires: tuple[str, ...]
    """``bet``, ``deposit``."""
    protected: tuple[str, ...]
    """Those that the protection is about."""
    sizes: tuple[int, int]
    """The least and the largest stake and deposit, in minor units."""
    wins: bool
    """Whether some bets win; what is won gives room in a limit of losses."""
    judging: str
    """Empty: as the platform judges; otherwise one of BROKEN."""


class Firing:
    def __init__(self, lanes: SettlementLanes, pool: "asyncpg.Pool[asyncpg.Record]", name: str, target: Target) -> None:
        self._lanes, self._pool = lanes, pool
        self._name, self._target = name, target
        self._numbers = count()
        self._before: Counter[str] = Counter()
        self.after: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.moved_minor: Counter[str] = Counter()
        self.acknowledged = asyncio.Event()
        self.warm = asyncio.Event()

    async def caller(self, what: str, number: int) -> None:
        """Each command is counted by when it was sent, not by when it was answered."""
        chance = Random(f"{self._name}-{what}-{number}")
        least, largest = self._target.sizes
        while not self.acknowledged.is_set():
            if await self._send(what, chance.randint(least, largest), chance) == "ACCEPTED":
                self._before[what] += 1
            if all(self._before[each] >= WARM for each in self._target.fires):
                self.warm.set()
        refusals = sent = 0
        while sent < AT_MOST and (refusals if what in self._target.protected else sent) < REFUSALS:
            answer = await self._send(what, least if refusals else chance.randint(least, largest), chance)
            self.after[what][answer] += 1
            refusals += answer != "ACCEPTED"
            sent += 1

    async def _send(self, what: str, minor: int, chance: Random) -> str:
        player, key = self._target.player, f"{self._name}-{self._target.player}-{next(self._numbers)}"
        try:
            if what == "bet":
                placed = replace(bet(player, minor, key, round_=key), token_digest=self._target.token_digest)
                await self._lanes.settle(placed)
                self.moved_minor[what] += minor
                if self._target.wins and chance.random() < 0.3:
                    won = chance.randint(1, minor)
                    await self._lanes.settle(win(player, won, f"{key}-won", round_=key, closes=True))
                    self.moved_minor["won"] += won
            else:
                order = OrderDeposit(player, "EUR", "payments", key, meaning_of(minor), minor)
                ordered = await self._lanes.settle(order)
                self.moved_minor[what] += minor
                if chance.random() < 0.7:
                    await self._pay(UUID(ordered.deposit_id), minor, key)
        except Refusal as refusal:
            return refusal.code
        return "ACCEPTED"

    async def _pay(self, deposit: UUID, minor: int, key: str) -> None:
        await self._pool.execute(
            "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state,"
            " started_at) values ($1, $2, $3, 'card', $4, $5, 'EUR', 1, now())",
            deposit,
            self._target.player,
            key,
            BANK,
            minor,
        )
        await self._lanes.settle(confirm(self._target.player, deposit, minor, f"{key}-paid"))


async def serve(url: str, name: str, ahead_seconds: float) -> None:
    honest = replace(real_judging(), clock=Ahead(ahead_seconds))
    lanes: dict[str, SettlementLanes] = {}
    async with AsyncExitStack() as stack, asyncpg.create_pool(url, min_size=1, max_size=2) as pool:
        while line := await asyncio.to_thread(sys.stdin.readline):
            target = _target(json.loads(line), name)
            if target.judging not in lanes:
                judging = _judging(honest, target.judging)
                lanes[target.judging] = await stack.enter_async_context(running_lanes(url, judging=judging))
            print(json.dumps(await fire(lanes[target.judging], pool, name, target)), flush=True)  # noqa: T201


async def fire(
    lanes: SettlementLanes, pool: "asyncpg.Pool[asyncpg.Record]", name: str, target: Target
) -> Mapping[str, Mapping[str, object]]:
    firing = Firing(lanes, pool, name, target)
    callers = [asyncio.create_task(firing.caller(what, each)) for what in target.fires for each in range(CALLERS)]
    await firing.warm.wait()
    print("warm", flush=True)  # noqa: T201
    await asyncio.to_thread(sys.stdin.readline)
    firing.acknowledged.set()
    await asyncio.gather(*callers)
    return {"after": firing.after, "moved_minor": firing.moved_minor}


def _judging(honest: Judging, name: str) -> Judging:
    return replace(honest, procedures=BROKEN[name]()) if name else honest


def _target(said: dict[str, Any], name: str) -> Target:
    return Target(
        PlayerId(UUID(said["player"])),
        bytes.fromhex(said["tokens"][name]),
        tuple(said["fires"]),
        tuple(said["protected"]),
        (said["sizes"][0], said["sizes"][1]),
        said["wins"],
        said["judging"],
    )


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], float(sys.argv[3])))
