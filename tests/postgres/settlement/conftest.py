"""Lanes on the module's database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest

from app.settlement.lanes import SettlementLanes
from domain.shared import PlayerId
from tests.lanes import findings, running_lanes, seat

Seat = Callable[..., Awaitable[PlayerId]]
"""``await seated(100_00)``: a player with this much cash; takes what ``tests.lanes.seat`` takes."""


@pytest.fixture(scope="module")
async def lanes(postgres_url: str) -> AsyncIterator[SettlementLanes]:
    async with running_lanes(postgres_url) as running:
        yield running


@pytest.fixture(scope="module")
def seated(pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes) -> Seat:
    async def with_cash(cash: int = 0, **details: object) -> PlayerId:
        return await seat(pool, lanes, cash, **details)  # type: ignore[arg-type]

    return with_cash


@pytest.fixture(scope="module", autouse=True)
async def _books_balance_in_the_end(postgres_url: str) -> AsyncIterator[None]:
    yield
    assert await findings(postgres_url, Path("/nonexistent")) == []
