"""Whatever gets stuck, nobody waits for ever, and the neighbours wait little."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from uuid import uuid4

import asyncpg
import pytest

from app.settlement import connection
from app.settlement.lane import LaneBounds
from app.settlement.lanes import SettlementLanes
from domain.games import BetPlaced
from domain.shared import TryAgainLater
from tests.lanes import Heard, balances, real_judging, running_lanes
from tests.money_commands import bet, win
from tests.postgres.settlement.conftest import Seat
from tests.postgres.settlement.test_bounds import busy, send

LANE_PIDS = "select pid from pg_stat_activity where datname = current_database() and application_name = 'croupier-lane'"


@contextmanager
def frozen(pids: list[int]) -> Iterator[None]:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def test_a_database_that_freezes_keeps_nobody_waiting_for_ever(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "ANSWER_SECONDS", 0.5)
    player = await seated(100)
    async with running_lanes(postgres_url) as lanes:
        await lanes.settle(bet(player, 1, str(uuid4())))
        with frozen([row["pid"] for row in await pool.fetch(LANE_PIDS) if row["pid"]]):
            async with asyncio.timeout(8):
                assert isinstance(await lanes.settle(bet(player, 1, str(uuid4()))), BetPlaced)
    assert (await balances(pool, player)).cash == 98


async def test_one_player_who_is_stuck_costs_the_others_one_wait(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.PLANNER, "lock_timeout", "1000")
    first, stuck, other = await seated(100), await seated(100), await seated(100)
    async with (
        running_lanes(postgres_url, bounds=LaneBounds(outage_seconds=0.1)) as lanes,
        pool.acquire() as holder,
        holder.transaction(),
    ):
        await holder.execute("select from player_gates where player_id = $1 for update", stuck)
        async with busy(lanes, pool, first):
            waiting = [send(lanes, win(stuck, 1, str(uuid4()))) for _ in range(10)]
            neighbour = send(lanes, bet(other, 1, str(uuid4())))
            await asyncio.sleep(0)
        begun = monotonic()
        assert isinstance(await neighbour, BetPlaced)
        assert monotonic() - begun < 5, "the batch's wait and one more, not ten"
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(answer) for answer in answers] == [TryAgainLater] * 10


async def test_a_lane_that_is_cut_off_answers_everybody(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    player = await seated(100)
    before = asyncio.all_tasks()
    lanes = SettlementLanes(postgres_url, real_judging(), Heard())
    await lanes.start()
    running = asyncio.all_tasks() - before
    async with pool.acquire() as holder, holder.transaction():
        await holder.execute("select from player_gates where player_id = $1 for update", player)
        under_way = send(lanes, bet(player, 1, str(uuid4())))
        while not await pool.fetchval("select exists (select from pg_locks where not granted)"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        waiting = send(lanes, bet(player, 1, str(uuid4())))
        await asyncio.sleep(0)
        for task in running:
            task.cancel()
        async with asyncio.timeout(5):
            answers = await asyncio.gather(under_way, waiting, return_exceptions=True)
    assert [type(answer) for answer in answers] == [TryAgainLater] * 2
    with pytest.raises(TryAgainLater):
        await lanes.settle(bet(player, 1, str(uuid4())))
    assert (await balances(pool, player)).cash == 100
