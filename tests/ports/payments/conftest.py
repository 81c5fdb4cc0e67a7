"""Each suite runs on the fakes and on PostgreSQL, so that the fakes cannot lie."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.facets.deposits import DepositStore
from app.adapters.postgres.facets.withdrawals import WithdrawalStore
from app.adapters.postgres.payments.deposits import PostgresDeposits
from app.adapters.postgres.payments.notices import PostgresNotices
from app.adapters.postgres.payments.withdrawals import PostgresWithdrawals
from app.settlement.facet_store import FacetStore
from domain.payments import DepositFacet, Deposits, Notices, WithdrawalFacet, Withdrawals
from domain.shared import PlayerId
from tests.fakes.payments import MemoryDeposits, MemoryNotices, MemoryWithdrawals
from tests.fakes.settlement import MemorySettlement
from tests.fakes.shared import CountedIds, HeldClock


@dataclass(frozen=True, slots=True)
class Ports:
    player: PlayerId
    deposits: Deposits
    withdrawals: Withdrawals
    notices: Notices
    decide: Callable[[DepositFacet | WithdrawalFacet], Awaitable[None]]
    """Store a facet as the lane would."""


@pytest.fixture(params=["memory", "postgres"])
async def ports(
    request: pytest.FixtureRequest,
    sessions: async_sessionmaker[AsyncSession],
    pool: "asyncpg.Pool[asyncpg.Record]",
) -> AsyncIterator[Ports]:
    player = PlayerId(uuid4())
    if request.param == "memory":
        settlement = MemorySettlement(HeldClock(), CountedIds())

        async def put(facet: DepositFacet | WithdrawalFacet) -> None:
            settlement.put(facet)

        deposits, withdrawals = MemoryDeposits(settlement), MemoryWithdrawals(settlement)
        yield Ports(player, deposits, withdrawals, MemoryNotices(), put)
        return
    await pool.execute("insert into player_gates (player_id) values ($1)", player)
    async with sessions() as session:

        async def save(facet: DepositFacet | WithdrawalFacet) -> None:
            await session.commit()
            async with pool.acquire() as connection:
                store: FacetStore[Any] = DepositStore() if isinstance(facet, DepositFacet) else WithdrawalStore()
                for statement, rows in store.writes([facet]):
                    await connection.execute(statement.text, *statement.parameters(rows))

        deposits_, withdrawals_ = PostgresDeposits(session), PostgresWithdrawals(session)
        yield Ports(player, deposits_, withdrawals_, PostgresNotices(session), save)
        await session.rollback()
        await pool.execute("delete from withdrawals")


@pytest.fixture(scope="session")
def ids() -> CountedIds:
    return CountedIds()
