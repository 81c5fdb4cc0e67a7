"""A small ledger with something of everything in it, chained and signed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from app.ledger.chain import ChainBuilder
from app.ledger.heads import HeadFiles
from domain.shared import PlayerId
from tests.lanes import KEYS, running_lanes, seat
from tests.money_commands import (
    BANK,
    adjust,
    approve,
    bet,
    close,
    confirm,
    hold,
    reject,
    roll_back,
    settle_payout,
    submit,
    win,
)


@dataclass(frozen=True, slots=True)
class Chained:
    """``builder`` extends the chains of ``url`` to rows of any age, and signs their heads into ``folder``."""

    url: str
    pool: "asyncpg.Pool[asyncpg.Record]"
    folder: Path
    builder: ChainBuilder


@pytest.fixture
async def chained(fresh_postgres_url: str, tmp_path: Path) -> AsyncIterator[Chained]:
    """For this test alone."""
    async for each in make_chained(fresh_postgres_url, tmp_path / "heads"):
        yield each


@pytest.fixture(scope="module")
async def untouched(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Chained]:
    """For all tests of a module, which change nothing in it."""
    async for each in make_chained(postgres_url, tmp_path_factory.mktemp("heads")):
        yield each


async def make_chained(url: str, folder: Path) -> AsyncIterator[Chained]:
    async with asyncpg.create_pool(url, min_size=1, max_size=4) as pool:
        await play(url, pool)
        builder = ChainBuilder(pool, HeadFiles(folder, KEYS), settled_seconds=-60)
        assert await builder.build_all()
        yield Chained(url, pool, folder, builder)


async def become_forger(connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]") -> None:
    """For the rest of the transaction: a superuser without triggers, foreign keys and checks."""
    await connection.execute("set local session_replication_role = replica")
    await connection.execute("alter table rounds drop constraint if exists rounds_in_play_check")


async def tamper(pool: "asyncpg.Pool[asyncpg.Record]", statements: str) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await become_forger(connection)
        await connection.execute(statements)


async def play(url: str, pool: "asyncpg.Pool[asyncpg.Record]") -> PlayerId:
    """Every kind of transaction once; the wallet of a second player has one."""
    async with running_lanes(url) as lanes:
        player = await seat(pool, lanes, 100_00)
        await seat(pool, lanes, 5)
        deposit, paid, returned = uuid4(), uuid4(), uuid4()
        await order_deposit(pool, player, deposit, 25_00)
        for command in (
            confirm(player, deposit, 25_00, "payment-1"),
            bet(player, 10_00, "bet-1", round_="a"),
            bet(player, 5_00, "bet-2", round_="a"),
            win(player, 100_00, "win-1", bet_key="bet-1", round_="a"),
            roll_back(player, "bet-2", "rollback-1", round_="a"),
            close(player, "close-1", round_="a"),
            bet(player, 1_00, "bet-3", round_="b"),
            hold(player, paid, 50_00, "withdrawal-1"),
            approve(player, paid, "approve-1"),
            submit(player, paid, "submit-1"),
            settle_payout(player, paid, 50_00, "payout-1"),
            hold(player, returned, 1_00, "withdrawal-2"),
            reject(player, returned, "reject-1"),
            hold(player, uuid4(), 2_00, "withdrawal-3"),
            adjust(player, -120_00, "adjustment-1"),
            roll_back(player, "win-1", "rollback-2", round_="a"),
            adjust(player, 10, "adjustment-2", reason="a part of the deficit, naïve ✓"),
        ):
            await lanes.settle(command)
    return player


async def order_deposit(
    pool: "asyncpg.Pool[asyncpg.Record]", player: PlayerId, deposit: object, amount: int, currency: str = "EUR"
) -> None:
    await pool.execute(
        "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state, started_at)"
        " values ($1, $2, $3, 'card', $4, $5, $6, 1, $7)",
        deposit,
        player,
        str(deposit),
        BANK,
        amount,
        currency,
        datetime.now(UTC),
    )
