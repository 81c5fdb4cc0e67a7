"""Windows of thresholds, on real rows and by the clock: each day has 24 hours, and the edge is outside."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from app.settlement.lanes import SettlementLanes
from domain.payments import OrderDeposit
from domain.shared import PlayerId
from domain.wallet import GateClosed, meaning_of
from tests.fakes.shared import HeldClock
from tests.lanes import real_judging, running_lanes, seat
from tests.postgres.kyc.conftest import paid_in

LEAP = datetime(2028, 2, 29, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(LEAP)


@pytest.fixture
async def lanes(postgres_url: str, clock: HeldClock) -> AsyncIterator[SettlementLanes]:
    async with running_lanes(postgres_url, judging=real_judging(clock)) as running:
        yield running


async def reached(lanes: SettlementLanes, clock: HeldClock, player: PlayerId, at: datetime) -> bool:
    """Whether an order of a cent is refused at this time."""
    clock.forward(at - clock.now())
    key = f"{player} {at}"
    try:
        await lanes.settle(OrderDeposit(player, "EUR", "payments", key, meaning_of(key), 1))
    except GateClosed as closed:
        return closed.reasons == ("KYC_ACCUMULATED_DEPOSITS",)
    return False


@pytest.mark.clause("MGA AML", rule="2,000 euros in a rolling 180 days ask for a document", field="kyc.thresholds")
@pytest.mark.parametrize(
    "start", [LEAP, datetime(2026, 3, 28, tzinfo=UTC), datetime(2027, 12, 31, 23, 59, tzinfo=UTC)], ids=str
)
async def test_two_thousand_euros_count_for_180_times_24_hours(
    pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, clock: HeldClock, start: datetime
) -> None:
    player = await seat(pool)
    await paid_in(pool, player, 150_000, start)
    assert not await reached(lanes, clock, player, start + timedelta(days=99))
    await paid_in(pool, player, 50_000, start + timedelta(days=100))
    end = start + timedelta(days=180)
    assert await reached(lanes, clock, player, start + timedelta(days=100))
    assert await reached(lanes, clock, player, end - INSTANT)
    assert not await reached(lanes, clock, player, end), "the first deposit has left the window"


async def test_the_window_rolls(pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, clock: HeldClock) -> None:
    """1,000 euros every 100 days: two of them within 180 days of one another for 80 days, and then not for 20."""
    player = await seat(pool)
    for number in range(4):
        at = LEAP + timedelta(days=100 * number)
        await paid_in(pool, player, 100_000, at)
        assert await reached(lanes, clock, player, at) == (number > 0)
        assert await reached(lanes, clock, player, at + timedelta(days=80) - INSTANT) == (number > 0)
        assert not await reached(lanes, clock, player, at + timedelta(days=80))
        assert not await reached(lanes, clock, player, at + timedelta(days=99))


async def test_without_days_everything_counts(
    pool: "asyncpg.Pool[asyncpg.Record]", lanes: SettlementLanes, clock: HeldClock
) -> None:
    player = await seat(pool)
    await pool.execute("update player_gates set jurisdiction = 'CW' where player_id = $1", player)
    await paid_in(pool, player, 200_000, LEAP)
    assert await reached(lanes, clock, player, LEAP + timedelta(days=3_000))


async def test_a_time_zone_of_the_server_changes_nothing(fresh_postgres_url: str, clock: HeldClock) -> None:
    """A day on which clocks are put forward has 23 hours there; a window's days have 24."""
    connection = await asyncpg.connect(fresh_postgres_url)
    await connection.execute(
        f"alter database {await connection.fetchval('select current_database()')} set timezone = 'Europe/Malta'"
    )
    await connection.close()
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    async with (
        running_lanes(fresh_postgres_url, judging=real_judging(clock)) as lanes,
        asyncpg.create_pool(fresh_postgres_url, min_size=1, max_size=2) as pool,
    ):
        player = await seat(pool)
        await paid_in(pool, player, 200_000, start)
        assert await reached(lanes, clock, player, start + timedelta(days=180) - INSTANT)
        assert not await reached(lanes, clock, player, start + timedelta(days=180))
