"""(b): the settlement lane in process, 256 concurrent callers over 10,000 wallets, with every rule."""

import asyncio
import random
from collections.abc import Mapping
from hashlib import sha256
from time import perf_counter
from typing import Any

from asyncpg.pgproto.pgproto import UUID

from app.garbage import calm_garbage_collector
from app.settlement.lane import Judging
from app.settlement.lanes import SettlementLanes
from app.time_and_chance import SystemClock, TimeOrderedIds
from app.wiring.procedures import PROCEDURES, reply_codec, stores
from domain.games import PlaceBet
from domain.shared import PlayerId
from domain.wallet import Procedure, meaning_of

PLAYERS = [PlayerId(UUID(f"00000000-0000-7000-8000-{n:012}")) for n in range(1, 10_001)]
DIGESTS = [sha256(f"token-{n:012}".encode()).digest() for n in range(1, 10_001)]


IDS = TimeOrderedIds()


class Unheard:
    """Nobody listens for commits here."""

    def committed(self, batch_id: int, wallet_ids: object, sequences: object) -> None:
        pass

    def gates_closed(self, players: object) -> None:
        pass


def new_lanes(url: str, procedures: Mapping[type[Any], Procedure[Any]] = PROCEDURES) -> SettlementLanes:
    clock = SystemClock()
    judging = Judging(procedures, stores(clock), reply_codec(), clock, IDS)
    return SettlementLanes(url, judging, Unheard())


def a_bet(n: int, stake_minor: int = 10) -> PlaceBet:
    player, round_, key = PLAYERS[n], str(IDS.new()), str(IDS.new())
    meaning = meaning_of(player, "EUR", round_, "bench_slot", stake_minor, False)
    return PlaceBet(player, "EUR", "hub88", key, meaning, round_, "bench_slot", False, DIGESTS[n], stake_minor)


async def run(
    url: str,
    seconds: float,
    callers: int = 256,
    *,
    wallets: int = 10_000,
    procedures: Mapping[type[Any], Procedure[Any]] = PROCEDURES,
) -> tuple[float, list[float]]:
    """Bets per second, and each bet's latency in seconds."""
    lanes = new_lanes(url, procedures)
    await lanes.start()
    calm_garbage_collector()
    chance = random.Random(1)
    latencies: list[float] = []
    until = perf_counter() + seconds

    async def caller() -> None:
        while (started := perf_counter()) < until:
            await lanes.settle(a_bet(chance.randrange(wallets)))
            latencies.append(perf_counter() - started)

    begun = perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    rate = len(latencies) / (perf_counter() - begun)
    await lanes.drain()
    return rate, sorted(latencies)
