"""A British player's slot cap by age: by KYC, the profile and the calendar, and as the settlement lane reads it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app.adapters.postgres.responsible_gaming.coming_birthdays import LOOK_BACK_DAYS
from app.platform import Platform
from app.settlement.lanes import SettlementLanes
from app.wiring.responsible_gaming.cap_age_work import CapAgeWork, cap_age_jobs
from domain.jurisdiction import GREAT_BRITAIN, PROFILES, KycLevel, Profiles, StakeCap
from domain.kyc import Answer, AssessKyc, Rejection, ReviewKyc
from domain.responsible_gaming import StakeAboveCap
from domain.shared import PlayerId
from tests.fakes.shared import HeldClock
from tests.graphql_api.responsible_gaming.conftest import under
from tests.lanes import real_judging, running_lanes
from tests.money_commands import CASINO, GAME, adjust, bet, token_digest_of
from tests.play_limits import play_state
from tests.postgres.kyc.conftest import Desk
from tests.running import SignedInPlayer, SignUp

BORN = date(2001, 11, 30)
EVE = datetime(2026, 11, 29, 23, 59, 59, tzinfo=UTC)
"""Twenty-four years and 364 days."""
BIRTHDAY = EVE + timedelta(seconds=1)


@dataclass
class Britain:
    platform: Platform
    desk: Desk
    sign_up: SignUp

    @property
    def clock(self) -> HeldClock:
        return self.desk.clock

    @property
    def work(self) -> CapAgeWork:
        return replace(cap_age_jobs(replace(self.platform, clock=self.clock)), dispatch=self.desk.dispatch)

    async def somebody(self, born: date = BORN) -> SignedInPlayer:
        player = await under(self.platform, await self.sign_up(currency="GBP", verified=False), "GB")
        await self.is_born(player, born)
        return player

    async def is_born(self, player: SignedInPlayer, day: date) -> None:
        sealed = self.platform.identity.cipher.seal(day.isoformat(), f"players/birth_date/{player.id}")
        await self.platform.pool.execute("update players set birth_date_sealed = $2 where id = $1", player.id, sealed)

    async def approve(self, player: SignedInPlayer, rejection: Rejection | None = None) -> None:
        await self.desk.dispatch(ReviewKyc(player.id, KycLevel.IDENTITY, rejection, "seen", "kim"))

    async def cap_age(self, player: SignedInPlayer) -> int | None:
        return (await play_state(self.platform.sessions, player.id)).cap_age

    async def expected(self) -> set[PlayerId]:
        return {PlayerId(row[0]) for row in await self.platform.pool.fetch("select player_id from cap_age_days")}


@pytest.fixture
def britain(platform: Platform, sign_up: SignUp) -> Britain:
    return Britain(platform, Desk(platform, GREAT_BRITAIN, HeldClock(EVE)), sign_up)


@asynccontextmanager
async def slot(britain: Britain, url: str, player: SignedInPlayer) -> AsyncIterator[SettlementLanes]:
    """Lanes at the time of the test's clock, where the player has a slot open and money."""
    pool, now = britain.platform.pool, britain.clock.now()
    await pool.execute("insert into game_studios (slug, title) values ('s', 'S') on conflict do nothing")
    await pool.execute("insert into game_categories (slug, title) values ('video-slots', 'V') on conflict do nothing")
    await pool.execute(
        "insert into games (id, slug, provider, code, title, sort_title, studio, category, tags, features, currencies,"
        " demo, on_offer) values ($1, 'slot', $2, $3, 'Slot', 'slot', 's', 'video-slots', '{}', '{}', '{GBP}', true,"
        " true) on conflict do nothing",
        *(uuid4(), CASINO, GAME),
    )
    await pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, 'GBP', $6, $7)",
        *(uuid4(), token_digest_of(player.id), player.id, CASINO, GAME, now, now + timedelta(days=9)),
    )
    async with running_lanes(url, judging=replace(real_judging(), clock=britain.clock)) as lanes:
        await lanes.settle(adjust(player.id, 100_000, uuid4().hex, currency="GBP"))
        yield lanes


async def spin(britain: Britain, lanes: SettlementLanes, player: SignedInPlayer, minor: int) -> bool:
    """Whether the stake was taken; any pace is kept."""
    key = uuid4().hex
    try:
        await lanes.settle(bet(player.id, minor, key, round_=key, closes=True, currency="GBP"))
    except StakeAboveCap:
        return False
    finally:
        britain.clock.forward(timedelta(seconds=3))
    return True


@pytest.mark.clause("UK slot stake cap", rule="5 pounds from the 25th birthday on", field="play.stake_caps")
async def test_five_pounds_are_taken_on_the_birthday_and_not_a_day_before(britain: Britain, postgres_url: str) -> None:
    player = await britain.somebody()
    britain.clock.forward(timedelta(minutes=-1))
    await britain.approve(player)
    async with slot(britain, postgres_url, player) as lanes:
        assert await spin(britain, lanes, player, 200)
        assert not await spin(britain, lanes, player, 201)
        assert not await spin(britain, lanes, player, 500)
        assert player.id not in await celebrated(britain), "the day before"
        assert not await spin(britain, lanes, player, 500)
        britain.clock.forward(BIRTHDAY - britain.clock.now())
        assert not await spin(britain, lanes, player, 500), "until the job has looked"
        assert player.id in await celebrated(britain)
        assert await spin(britain, lanes, player, 500)
        assert not await spin(britain, lanes, player, 501)
        await britain.approve(player, Rejection.RETRY)
        await britain.platform.pool.execute("update player_gates set blocks = '{}' where player_id = $1", player.id)
        assert not await spin(britain, lanes, player, 500), "whose identity is in doubt is of no age"


async def celebrated(britain: Britain) -> set[PlayerId]:
    """Who was assessed by one round of the job."""
    before = await britain.expected()
    done = await britain.work.celebrate()
    gone = before - await britain.expected()
    assert len(gone) == done
    return gone


async def test_nobody_is_of_an_age_before_they_are_known(britain: Britain) -> None:
    player = await britain.somebody(date(1960, 1, 1))
    await britain.desk.dispatch(AssessKyc(player.id))
    assert await britain.cap_age(player) is None
    await britain.desk.say(await britain.desk.attempt(player), Answer.GREEN, 0)
    assert await britain.cap_age(player) == 25
    assert player.id not in await britain.expected(), "no further bound is to come"
    await britain.desk.say(await britain.desk.attempt(player), Answer.RED, 1)
    assert await britain.cap_age(player) is None


async def test_who_is_younger_waits_for_a_day_that_cannot_be_read(britain: Britain) -> None:
    player = await britain.somebody()
    await britain.approve(player)
    assert await britain.cap_age(player) == 0
    stored = await britain.platform.pool.fetchval("select day_index from cap_age_days where player_id = $1", player.id)
    assert len(stored) == 32
    assert b"2026" not in stored
    await britain.approve(player, Rejection.RETRY)
    assert player.id not in await britain.expected()
    assert await britain.cap_age(player) is None


async def test_a_leap_day_is_reached_on_the_first_of_march(britain: Britain) -> None:
    britain.clock.forward(datetime(2025, 2, 28, 12, tzinfo=UTC) - EVE)
    player = await britain.somebody(date(2000, 2, 29))
    await britain.approve(player)
    assert player.id not in await celebrated(britain)
    britain.clock.forward(timedelta(hours=12))
    assert player.id in await celebrated(britain)
    assert await britain.cap_age(player) == 25


async def test_a_birth_date_that_is_corrected_counts_from_the_next_assessment(britain: Britain) -> None:
    player = await britain.somebody(date(1990, 1, 1))
    await britain.approve(player)
    assert await britain.cap_age(player) == 25
    await britain.is_born(player, BORN)
    await britain.desk.dispatch(AssessKyc(player.id))
    assert await britain.cap_age(player) == 0
    assert player.id in await britain.expected()


async def test_other_bounds_of_another_version_count_when_it_is_assessed(britain: Britain) -> None:
    player = await britain.somebody(date(2004, 1, 1))
    await britain.approve(player)
    caps = (
        StakeCap("SLOTS", 0, 21, "GBP", 100),
        StakeCap("SLOTS", 21, 25, "GBP", 200),
        StakeCap("SLOTS", 25, None, "GBP", 500),
    )
    second = replace(GREAT_BRITAIN, version=2, play=replace(GREAT_BRITAIN.play, stake_caps=caps))
    for table, column in (("players", "id"), ("player_gates", "player_id")):
        moved = f"update {table} set profile_version = 2 where {column} = $1"
        await britain.platform.pool.execute(moved, player.id)
    britain.desk.profile = second
    assert Profiles({**PROFILES, "GB": second}).of("GB", 2) == second
    await britain.desk.dispatch(AssessKyc(player.id))
    assert await britain.cap_age(player) == 21


async def test_one_round_opens_the_birth_dates_of_those_alone_whose_day_it_is(
    britain: Britain, monkeypatch: pytest.MonkeyPatch
) -> None:
    await britain.platform.pool.execute("delete from cap_age_days")  # other tests' players
    others = [await britain.somebody(BORN + timedelta(days=day)) for day in range(1, 4)]
    due = [await britain.somebody() for _ in range(3)]
    for player in (*others, *due):
        await britain.approve(player)
    britain.clock.forward(BIRTHDAY - EVE)
    opened: list[str] = []
    cipher = type(britain.platform.identity.cipher)
    really = cipher.open

    def noted(self: object, sealed: bytes, place: str) -> str:
        opened.append(place)
        return really(self, sealed, place)  # type: ignore[arg-type]

    monkeypatch.setattr(cipher, "open", noted)
    work = replace(britain.work, batch=2)
    done = await asyncio.gather(work.celebrate(), work.celebrate())
    assert max(done) == 3, "in batches of two, and twice at once"
    assert await work.celebrate() == 0
    dates = {place.rpartition("/")[2] for place in opened if "birth_date" in place}
    assert dates == {str(player.id) for player in due}
    assert {await britain.cap_age(player) for player in due} == {25}
    assert {await britain.cap_age(player) for player in others} == {0}


async def test_a_day_that_no_worker_saw_is_caught_up(britain: Britain) -> None:
    player = await britain.somebody()
    await britain.approve(player)
    britain.clock.forward(timedelta(days=LOOK_BACK_DAYS))
    assert player.id in await celebrated(britain)
    assert await britain.cap_age(player) == 25
