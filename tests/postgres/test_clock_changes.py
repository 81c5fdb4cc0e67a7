"""Nights in which a country's clocks change: a day is 24 hours, whatever zone the machine and the database live in.

Everything here is stored in PostgreSQL and read again, with the process and the database set to the zone.
"""

import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.embedded import EmbeddedPostgres
from app.platform import Platform
from app.settlement.lanes import SettlementLanes
from app.wiring.retention_work import RetentionWork
from domain.complaints import CloseComplaint, ComplaintCategory, OpenComplaint
from domain.identity import Visit
from domain.jurisdiction import GLI
from domain.payments import OrderDeposit
from domain.responsible_gaming import (
    ConfirmLimitChange,
    DeclineLimits,
    ExclusionHolds,
    FindLimits,
    LimitExceeded,
    LimitKind,
    LimitPeriod,
    LimitPromptKind,
    NothingToConfirm,
    RequestExclusionEnd,
    SelfExclude,
    SetLimit,
    TakeTimeOut,
    TooEarlyToConfirm,
)
from domain.shared import CURRENCIES, Dispatch, Money, Refusal
from domain.wallet import meaning_of
from tests.conftest import execute, make_database
from tests.fakes.shared import HeldClock
from tests.lanes import real_judging, running_lanes
from tests.money_commands import BANK, CASINO, GAME, adjust, bet, confirm, token_digest_of
from tests.running import SignedInPlayer, SignUp

SPRING = datetime(2026, 3, 29, 1, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, 1, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)

A_DEPOSIT = (
    "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state, started_at)"
    " values ($1, $2, $3, 'card', $4, $5, 'EUR', 1, $6)"
)

both_nights = pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])


@pytest.fixture(scope="module", params=["Europe/London", "Europe/Malta"])
def zone(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
async def postgres_url(postgres_server: EmbeddedPostgres, migrated_template: str, zone: str) -> AsyncIterator[str]:
    """The module's database, which lives in the zone, as this process does meanwhile."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    async for url in make_database(postgres_server, migrated_template):
        name = url.rpartition("/")[2].partition("?")[0]
        await execute(postgres_server, f"alter database {name} set timezone = '{zone}'")
        yield url
    del os.environ["TZ"]
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@dataclass(frozen=True, slots=True)
class Night:
    """One player, and a clock that is set by the hour at which a country's clocks change."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    clock: HeldClock
    dispatch: Dispatch
    lanes: SettlementLanes
    player: SignedInPlayer

    def at(self, moment: datetime) -> None:
        self.clock.forward(moment - self.clock.now())

    async def bet(self, minor: int) -> str:
        key = uuid4().hex
        return await self._settled(bet(self.player.id, minor, key, round_=key))

    async def order(self, minor: int) -> str:
        key = uuid4().hex
        return await self._settled(OrderDeposit(self.player.id, "EUR", "payments", key, meaning_of(minor), minor))

    async def pay(self, minor: int) -> str:
        """Ordered and paid."""
        key = uuid4().hex
        try:
            order = OrderDeposit(self.player.id, "EUR", "payments", key, meaning_of(minor), minor)
            deposit = UUID((await self.lanes.settle(order)).deposit_id)
        except LimitExceeded as refusal:
            return refusal.code
        await self.pool.execute(A_DEPOSIT, deposit, self.player.id, key, BANK, minor, self.clock.now())
        return await self._settled(confirm(self.player.id, deposit, minor, f"{key}-paid"))

    def limit(self, kind: LimitKind, period: LimitPeriod, minor: int) -> SetLimit:
        return SetLimit(self.player.viewer, kind, period, Money(minor, CURRENCIES["EUR"]), None)

    async def _settled(self, command: object) -> str:
        try:
            await self.lanes.settle(command)  # type: ignore[arg-type]
        except Refusal as refusal:
            return refusal.code
        return "ACCEPTED"


@pytest.fixture(scope="module")
def clock() -> HeldClock:
    return HeldClock(SPRING)


@pytest.fixture(scope="module")
async def lanes(postgres_url: str, clock: HeldClock) -> AsyncIterator[SettlementLanes]:
    async with running_lanes(postgres_url, judging=replace(real_judging(), clock=clock)) as running:
        yield running


@pytest.fixture
async def night(platform: Platform, clock: HeldClock, lanes: SettlementLanes, sign_up: SignUp) -> Night:
    player = await sign_up()
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, 'EUR', $6, $7)",
        uuid4(),
        token_digest_of(player.id),
        player.id,
        CASINO,
        GAME,
        SPRING - 365 * DAY,
        AUTUMN + 365 * DAY,
    )
    await platform.settlement.settle(adjust(player.id, 1_000_000, f"opening-{player.id}"))
    return Night(
        platform.pool, clock, Dispatcher(platform.sessions, wire(replace(platform, clock=clock))), lanes, player
    )


@both_nights
async def test_the_zone_does_change_and_so_does_the_databases_day(
    platform: Platform, zone: str, change: datetime
) -> None:
    there = ZoneInfo(zone)
    assert change.astimezone(there).utcoffset() != (change - SECOND).astimezone(there).utcoffset()
    assert await platform.pool.fetchval("show timezone") == zone
    hours = "select extract(epoch from ($1::timestamptz + interval '1 day') - $1::timestamptz)::int / 3600"
    assert await platform.pool.fetchval(hours, change - HOUR) != 24, "which is why no rule asks the database for days"
    assert time.localtime((change - SECOND).timestamp()).tm_isdst != time.localtime(change.timestamp()).tm_isdst


@both_nights
async def test_a_looser_limit_waits_24_hours_and_is_on_offer_for_seven_times_24(night: Night, change: datetime) -> None:
    begun = change - 12 * HOUR
    night.at(begun)
    limit = await night.dispatch(night.limit(LimitKind.DEPOSIT, LimitPeriod.DAY, 100))
    await night.dispatch(night.limit(LimitKind.DEPOSIT, LimitPeriod.DAY, 200))
    confirm = ConfirmLimitChange(night.player.viewer, limit.id)
    night.at(begun + DAY - SECOND)
    with pytest.raises(TooEarlyToConfirm):
        await night.dispatch(confirm)
    night.at(begun + DAY)
    confirmed = await night.dispatch(confirm)
    assert confirmed is not None
    assert confirmed.amount.value == 200

    begun = night.clock.now()
    await night.dispatch(night.limit(LimitKind.DEPOSIT, LimitPeriod.DAY, 300))
    night.at(begun + 8 * DAY)
    with pytest.raises(NothingToConfirm):
        await night.dispatch(confirm)


@both_nights
async def test_a_time_out_of_24_hours_is_24_hours(night: Night, change: datetime) -> None:
    begun = change - 12 * HOUR
    night.at(begun)
    taken = await night.dispatch(TakeTimeOut(night.player.viewer, Visit(), 24))
    assert taken.ends_at == begun + DAY
    night.at(begun + DAY - SECOND)
    assert await night.order(100) == "GATE_CLOSED"
    night.at(begun + DAY)
    assert await night.order(100) == "ACCEPTED"


@both_nights
async def test_months_of_exclusion_end_at_the_same_hour_and_the_way_back_takes_24(
    night: Night, change: datetime
) -> None:
    begun = change - timedelta(days=61)
    night.at(begun)
    taken = await night.dispatch(SelfExclude(night.player.viewer, Visit(), 6))
    assert taken.ends_at is not None
    assert (taken.ends_at.hour, taken.ends_at.utcoffset()) == (begun.hour, timedelta())
    back = RequestExclusionEnd(night.player.viewer, Visit(), taken.id, "I am well")
    night.at(taken.ends_at - SECOND)
    with pytest.raises(ExclusionHolds):
        await night.dispatch(back)
    night.at(taken.ends_at)
    ending = await night.dispatch(back)
    assert ending.opens_at == taken.ends_at + DAY


@both_nights
async def test_the_way_back_takes_24_hours_through_the_night_itself(night: Night, change: datetime) -> None:
    night.at(change - timedelta(days=400))
    taken = await night.dispatch(SelfExclude(night.player.viewer, Visit(), 12))
    asked = change - 12 * HOUR
    night.at(asked)
    ending = await night.dispatch(RequestExclusionEnd(night.player.viewer, Visit(), taken.id, "I am well"))
    assert ending.opens_at == asked + DAY
    night.at(asked + DAY - SECOND)
    assert await night.order(100) == "GATE_CLOSED"
    night.at(asked + DAY)
    assert await night.order(100) == "ACCEPTED"


@both_nights
@pytest.mark.parametrize("kind", [LimitKind.WAGER, LimitKind.LOSS, LimitKind.DEPOSIT])
async def test_a_calendar_day_does_not_stretch(night: Night, change: datetime, kind: LimitKind) -> None:
    move = night.pay if kind is LimitKind.DEPOSIT else night.bet
    midnight = change - HOUR
    night.at(midnight - 2 * HOUR)
    await night.dispatch(night.limit(kind, LimitPeriod.DAY, 100))
    taken = []
    for hour in range(-2, 26):
        night.at(midnight + hour * HOUR)
        answers = [await move(100), await move(1)]
        taken += [hour] if answers[0] == "ACCEPTED" else []
        assert answers[1] == "LIMIT_EXCEEDED"
    assert taken == [-2, 0, 24], "once a day, from midnight to midnight, UTC"


@both_nights
async def test_nor_does_a_rolling_one(platform: Platform, night: Night, change: datetime) -> None:
    for table, column in (("player_gates", "player_id"), ("players", "id")):
        await platform.pool.execute(f"update {table} set jurisdiction = 'GB' where {column} = $1", night.player.id)
    begun = change - 12 * HOUR
    night.at(begun)
    await night.dispatch(night.limit(LimitKind.WAGER, LimitPeriod.DAY, 100))
    taken = []
    for hour in range(60):
        night.at(begun + hour * HOUR)
        taken += [hour] if await night.bet(100) == "ACCEPTED" else []
    assert taken == [0, 25, 50], "24 hours after the end of the hour that it was staked in"


@both_nights
async def test_an_hour_of_play_is_an_hour(night: Night, change: datetime) -> None:
    begun = change - HOUR / 2
    for minutes in (0, 20, 40, 59):
        night.at(begun + timedelta(minutes=minutes))
        assert await night.bet(1) == "ACCEPTED"
    night.at(begun + HOUR - SECOND)
    assert await night.bet(1) == "ACCEPTED"
    night.at(begun + HOUR)
    assert await night.bet(1) == "GATE_CLOSED", "the reality check is due"
    shown = await night.dispatch(FindLimits(night.player.id, night.player.viewer.session_id))
    assert shown.play.summary is not None
    assert shown.play.summary.elapsed == HOUR


@both_nights
async def test_a_complaint_is_answered_within_whole_days_and_stays_for_five_years(
    platform: Platform, night: Night, change: datetime
) -> None:
    opened = change - 12 * HOUR
    night.at(opened)
    request = OpenComplaint(night.player.viewer, ComplaintCategory.OTHER, "Late", "Where is it?", uuid4().hex)
    complaint = (await night.dispatch(request)).complaint
    assert complaint.acknowledge_by - opened == timedelta(hours=GLI.complaints.acknowledge_hours)
    assert complaint.answer_by - opened == timedelta(days=GLI.complaints.answer_days)
    await night.dispatch(CloseComplaint(night.player.viewer, complaint.id))
    over = opened + timedelta(days=GLI.retention.days["COMPLAINT"])
    there = "select count(*) from complaints where id = $1"
    for moment, left in ((over - SECOND, 1), (over, 0)):
        await RetentionWork(replace(platform, clock=HeldClock(moment))).keep_no_longer()
        assert await platform.pool.fetchval(there, complaint.id) == left


@both_nights
async def test_who_wants_no_limits_is_asked_again_at_the_same_hour_of_the_next_year(
    night: Night, change: datetime
) -> None:
    said = change - HOUR / 2
    night.at(said)
    await night.dispatch(DeclineLimits(night.player.viewer))

    async def asked() -> bool:
        prompts = (await night.dispatch(FindLimits(night.player.id))).prompts
        return LimitPromptKind.YEARLY in {prompt.kind for prompt in prompts}

    night.at(said.replace(year=2027) - SECOND)
    assert not await asked()
    night.at(said.replace(year=2027))
    assert await asked()
