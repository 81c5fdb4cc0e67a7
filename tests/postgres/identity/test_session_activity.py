"""The memory of who is there: silent while warm, once a minute otherwise, and right whatever the rows do meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from app.adapters.session_activity import WRITE_EVERY_SECONDS, SessionActivity
from app.platform import Platform
from domain.identity import RevokeOtherSessions, Viewer
from domain.jurisdiction import GLI
from domain.shared import Dispatch, PlayerId, SessionId
from tests.builders import a_visit
from tests.fakes.shared import HeldClock
from tests.running import SignedInPlayer, SignUp

LIMIT = timedelta(seconds=GLI.session.idle_seconds)
A_MINUTE = timedelta(seconds=WRITE_EVERY_SECONDS + 5)
"""And a little: the player signed in after the clock was stopped."""


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime.now(UTC))


@pytest.fixture
async def activity(platform: Platform, clock: HeldClock) -> AsyncIterator[SessionActivity]:
    opened = SessionActivity(platform.pool, clock, platform.ids, GLI.session)
    yield opened
    await opened.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each connection that the pool lends."""
    found: list[object] = []
    lend = asyncpg.Pool.acquire

    def noting(pool: Any, *arguments: Any, **options: Any) -> Any:
        found.append(pool)
        return lend(pool, *arguments, **options)

    monkeypatch.setattr(asyncpg.Pool, "acquire", noting)
    return found


async def active_at(platform: Platform, viewer: Viewer) -> datetime:
    found = await platform.pool.fetchval("select last_active_at from sessions where id = $1", viewer.session_id)
    assert isinstance(found, datetime)
    return found


async def test_warm_calls_ask_the_database_nothing(
    activity: SessionActivity, clock: HeldClock, player: SignedInPlayer, asked: list[object]
) -> None:
    await asyncio.gather(*(activity.locked(player.viewer) for _ in range(100)))
    assert len(asked) == 1, "those who come at once share the first look"
    for _ in range(100):
        assert not await activity.locked(player.viewer)
    assert len(asked) == 1


async def test_it_is_written_once_a_minute_behind_the_request(
    activity: SessionActivity, clock: HeldClock, platform: Platform, player: SignedInPlayer, asked: list[object]
) -> None:
    await activity.locked(player.viewer)
    for _ in range(3):
        clock.forward(A_MINUTE)
        asked.clear()
        for _ in range(10):
            assert not await activity.locked(player.viewer)
        await activity.close()
        assert len(asked) == 1
        assert await active_at(platform, player.viewer) == clock.now()


async def test_many_are_written_in_one_statement(
    activity: SessionActivity, clock: HeldClock, platform: Platform, sign_up: SignUp, asked: list[object]
) -> None:
    viewers = [(await sign_up()).viewer for _ in range(5)]
    for viewer in viewers:
        await activity.locked(viewer)
    clock.forward(A_MINUTE)
    asked.clear()
    for viewer in viewers:
        await activity.locked(viewer)
    await activity.close()
    assert len(asked) == 1
    assert {await active_at(platform, viewer) for viewer in viewers} == {clock.now()}


async def test_a_row_that_is_held_is_not_waited_for_and_not_forgotten(
    activity: SessionActivity, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    await activity.locked(player.viewer)
    clock.forward(LIMIT - A_MINUTE)
    async with platform.pool.acquire() as holding, holding.transaction():
        await holding.execute("select from sessions where id = $1 for update", player.viewer.session_id)
        assert not await activity.locked(player.viewer)
        await activity.close()
    clock.forward(LIMIT - A_MINUTE)
    assert not await activity.locked(player.viewer), "it was there half an hour ago, whatever its row says"
    assert await active_at(platform, player.viewer) == clock.now()


async def test_fifty_that_come_too_late_at_once_lock_it_once(
    activity: SessionActivity, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    others = [SessionActivity(platform.pool, clock, platform.ids, GLI.session) for _ in range(4)]
    clock.forward(LIMIT + timedelta(seconds=1))
    answers = await asyncio.gather(*(each.locked(player.viewer) for each in (activity, *others) for _ in range(10)))
    assert all(answers)
    logged = "select count(*) from access_log where session_id = $1 and event = 'SESSION_LOCKED'"
    assert await platform.pool.fetchval(logged, player.viewer.session_id) == 1


async def test_exactly_at_the_limit_it_is_open(
    activity: SessionActivity, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute(
        "update sessions set last_active_at = $2 where id = $1", player.viewer.session_id, clock.now()
    )
    clock.forward(LIMIT)
    assert not await activity.locked(player.viewer)


async def test_what_has_ended_or_never_was_is_not_locked(
    activity: SessionActivity, clock: HeldClock, dispatch: Dispatch, player: SignedInPlayer, platform: Platform
) -> None:
    """Being signed out is more than being locked, and is told by others."""
    other = Viewer(player.id, SessionId(platform.ids.new()))
    await dispatch(RevokeOtherSessions(other, a_visit()))
    clock.forward(LIMIT * 2)
    assert not await activity.locked(player.viewer)
    assert not await activity.locked(Viewer(PlayerId(platform.ids.new()), SessionId(platform.ids.new())))
