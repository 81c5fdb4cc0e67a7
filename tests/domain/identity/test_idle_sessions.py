"""Sessions that nobody uses: locked half an hour after the last sign, by whoever notices first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.identity import FindOpenSessions, FindSessions, OpenQaSession, RefreshSession
from domain.identity.use_cases.find_sessions import FindOpenSessionsHandler, FindSessionsHandler
from domain.jurisdiction import GLI
from domain.shared import PageRequest
from tests.builders import a_player, a_visit
from tests.domain.identity.house import House
from tests.fakes.shared import HeldClock

LIMIT = timedelta(seconds=GLI.session.idle_seconds)
A_SECOND = timedelta(seconds=1)


@pytest.mark.clause("GLI-19 2.5.4", rule="an idle session locks", field="session.idle_seconds")
async def test_it_locks_after_the_limit_and_not_at_it() -> None:
    house = House()
    session = (await house.signed_in()).session
    find = FindSessionsHandler(house.sessions, GLI.session, house.clock)
    page = FindOpenSessionsHandler(house.sessions, GLI.session, house.clock)
    house.clock.forward(LIMIT)
    assert (await find(FindSessions((session.id,))))[session.id].locked_at is None
    house.clock.forward(A_SECOND)
    assert (await find(FindSessions((session.id,))))[session.id].locked_at == session.started_at + LIMIT
    (shown,) = (await page(FindOpenSessions(session.player_id, PageRequest()))).rows
    assert shown.locked_at == session.started_at + LIMIT
    assert house.sessions.sessions[session.id].locked_at is None, "reading writes nothing"


@pytest.mark.parametrize(
    "begun",
    [
        datetime(2026, 3, 29, 0, 50, tzinfo=UTC),  # ten minutes before Europe's clocks go forward
        datetime(2026, 10, 25, 0, 50, tzinfo=UTC),  # and back
        datetime(2028, 2, 29, 23, 50, tzinfo=UTC),
    ],
)
async def test_half_an_hour_and_thirty_days_are_as_long_in_every_night(begun: datetime) -> None:
    house = House(clock=HeldClock(begun))
    session = (await house.signed_in()).session
    assert session.expires_at - begun == timedelta(days=30)
    assert session.as_of(begun + LIMIT, GLI.session).locked_at is None
    assert session.as_of(begun + LIMIT + A_SECOND, GLI.session).locked_at == begun + LIMIT


async def test_a_refresh_that_comes_too_late_locks_and_goes_on() -> None:
    house = House()
    signed_in = await house.signed_in()
    house.clock.forward(LIMIT + A_SECOND)
    fresh = await house.refresh(RefreshSession(signed_in.tokens.refresh_token, a_visit()))
    assert fresh.session.locked_at == signed_in.session.started_at + LIMIT
    assert house.sessions.sessions[fresh.session.id] == fresh.session
    assert house.access_log.events[-2:] == ["SESSION_LOCKED", "REFRESHED"]
    again = await house.refresh(RefreshSession(fresh.tokens.refresh_token, a_visit()))
    assert again.session.locked_at == fresh.session.locked_at
    assert house.access_log.events.count("SESSION_LOCKED") == 1


async def test_a_refresh_is_no_sign_of_its_player() -> None:
    house = House()
    signed_in = await house.signed_in()
    house.clock.forward(LIMIT / 2)
    fresh = await house.refresh(RefreshSession(signed_in.tokens.refresh_token, a_visit()))
    assert fresh.session.last_active_at == signed_in.session.last_active_at
    assert fresh.session.last_seen_at == house.clock.now()


async def test_a_proof_opens_it_and_counts_from_now() -> None:
    house = House()
    session = (await house.signed_in()).session
    later = session.started_at + LIMIT * 2
    opened = session.as_of(later, GLI.session).unlocked(later)
    assert (opened.locked_at, opened.last_active_at) == (None, later)
    assert opened.as_of(later + LIMIT, GLI.session) == opened


async def test_a_qa_session_never_locks() -> None:
    house = House()
    registered = await house.registered(a_player())
    await house.open_qa_session(OpenQaSession(registered.email))
    (session,) = (each for each in house.sessions.sessions.values() if each.kind.name == "QA")
    assert session.as_of(session.started_at + LIMIT * 9, GLI.session) == session
    assert replace(session, locked_at=session.started_at).as_of(session.started_at, GLI.session).locked_at
