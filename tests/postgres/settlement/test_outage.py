"""The database goes away in the middle: callers are answered right, and nothing is done twice."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from app.settlement.lane import LaneBounds
from domain.games import BetPlaced, WinSettled
from domain.shared import TryAgainLater
from domain.wallet import Command
from tests.lanes import balances, running_lanes
from tests.money_commands import bet, win
from tests.postgres.settlement.conftest import Seat

KILL = """
select count(*) from (
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'croupier-lane'
) killed
"""


async def test_connections_killed_under_load_lose_nothing_and_double_nothing(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    players = [await seated(1_000) for _ in range(10)]
    patient = LaneBounds(waiting_seconds=60, outage_seconds=60)  # a slow machine needs longer between two kills
    async with running_lanes(postgres_url, bounds=patient) as lanes:

        async def play(player: Any) -> list[object]:
            answers: list[object] = []
            for number in range(40):
                commands: list[Command[Any]] = [bet(player, 2, str(uuid4())), win(player, 1, str(uuid4()))]
                answers += await asyncio.gather(*map(lanes.settle, commands))
                assert await lanes.settle(commands[0]) == answers[-2], f"replay of bet {number}"
            return answers

        playing = [asyncio.create_task(play(player)) for player in players]
        kills = 0
        while not all(each.done() for each in playing):
            kills += await pool.fetchval(KILL)
            await asyncio.sleep(0.03)
        for answers in await asyncio.gather(*playing):
            assert {type(answer) for answer in answers} == {BetPlaced, WinSettled}
    assert kills > 10
    for player in players:
        after = await balances(pool, player)
        assert (after.cash, after.in_play, after.sequence) == (960, 80, 81)


async def test_callers_are_told_to_come_again_when_an_outage_lasts(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    player = await seated(100)
    async with running_lanes(postgres_url, bounds=LaneBounds(outage_seconds=0.3)) as lanes:
        await lanes.settle(bet(player, 1, f"before-{player}"))
        name = await pool.fetchval("select current_database()")
        other = await asyncpg.connect(postgres_url.replace(f"/{name}?", "/postgres?"))
        try:
            await other.execute(f"alter database {name} allow_connections false")
            await pool.fetchval(KILL)
            with pytest.raises(TryAgainLater):
                async with asyncio.timeout(5):
                    await lanes.settle(bet(player, 1, f"during-{player}"))
        finally:
            await other.execute(f"alter database {name} allow_connections true")
            await other.close()
        assert isinstance(await lanes.settle(bet(player, 1, f"during-{player}")), BetPlaced)
    assert (await balances(pool, player)).cash == 98
