"""What is bounded: the queue, the waiting, the stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from app.settlement.lane import LaneBounds
from app.settlement.lanes import LANES, SettlementLanes
from domain.shared import PlayerId, TryAgainLater
from domain.wallet import Command
from tests.lanes import balances, running_lanes
from tests.money_commands import bet, roll_back, win
from tests.postgres.settlement.conftest import Seat


@asynccontextmanager
async def busy(
    lanes: SettlementLanes, pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId
) -> AsyncIterator["asyncio.Task[Any]"]:
    """A batch of one bet is under way, and waits for the player's lock until the block ends."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("select from player_gates where player_id = $1 for update", player)
        under_way = asyncio.create_task(lanes.settle(bet(player, 1, str(uuid4()))))
        async with asyncio.timeout(5):
            while not await pool.fetchval("select exists (select from pg_locks where not granted)"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        yield under_way
    await under_way


async def test_a_full_queue_refuses_bets_at_once_and_keeps_room_for_what_is_owed(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    player = await seated(100)
    async with running_lanes(postgres_url, capacity=8 * LANES, reserved=3 * LANES) as lanes:
        async with busy(lanes, pool, player):
            bets = [send(lanes, bet(player, 1, str(uuid4()))) for _ in range(20)]
            owed = [send(lanes, win(player, 1, str(uuid4()))) for _ in range(2)]
            owed.append(send(lanes, roll_back(player, "never seen", str(uuid4()))))
            too_much = send(lanes, win(player, 1, str(uuid4())))
            await asyncio.sleep(0)
            refused = [each for each in bets if each.done()]
            assert len(refused) == 15
            assert all(isinstance(each.exception(), TryAgainLater) for each in refused)
            assert isinstance(too_much.exception(), TryAgainLater)
            assert not any(each.done() for each in owed)
        await asyncio.gather(*owed, *(each for each in bets if each not in refused))
    assert (await balances(pool, player)).cash == 100 - 1 - 5 + 2


async def test_a_command_that_waited_too_long_is_refused_undecided(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    player = await seated(100)
    async with running_lanes(postgres_url, bounds=LaneBounds(waiting_seconds=0.1)) as lanes:
        async with busy(lanes, pool, player):
            waiting = send(lanes, bet(player, 50, "waited"))
            await asyncio.sleep(0.2)
        with pytest.raises(TryAgainLater):
            await waiting
        assert (await balances(pool, player)).cash == 99
        await lanes.settle(bet(player, 50, "waited"))
    assert (await balances(pool, player)).cash == 49


async def test_draining_answers_everything_and_takes_no_more(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    players = [await seated(100) for _ in range(10)]
    async with running_lanes(postgres_url) as lanes:
        sent = [send(lanes, bet(player, 1, str(uuid4()))) for player in players for _ in range(60)]
        await asyncio.sleep(0)
        draining = asyncio.create_task(lanes.drain())
        await asyncio.sleep(0)
        with pytest.raises(TryAgainLater):
            await lanes.settle(bet(players[0], 1, "too late"))
        await draining
        assert all(each.done() for each in sent)
        await asyncio.gather(*sent)
        assert lanes.waiting() == 0
    assert [(await balances(pool, player)).cash for player in players] == [40] * 10


async def test_a_caller_who_goes_away_changes_nothing_for_the_others(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes
) -> None:
    player = await seated(100)
    async with busy(lanes, pool, player):
        gone, stays = send(lanes, bet(player, 10, "gone")), send(lanes, bet(player, 10, "stays"))
        await asyncio.sleep(0)
        gone.cancel()
    await stays
    await lanes.settle(bet(player, 10, "gone"))
    assert (await balances(pool, player)).cash == 79


def send(lanes: SettlementLanes, command: Command[Any]) -> "asyncio.Task[Any]":
    return asyncio.create_task(lanes.settle(command))
