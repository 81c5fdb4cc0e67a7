"""What one client is told of play: ticks that coalesce, a check that waits, limits that come near."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.adapters.postgres.reference_rates import KeptRates
from app.live.play_news import PlayNews, PlayTeller
from domain.jurisdiction import GLI
from domain.responsible_gaming import (
    Amount,
    Flow,
    LimitId,
    LimitKind,
    LimitOwner,
    LimitPeriod,
    LimitSetting,
    PlayedWallet,
    PlaySession,
    PlayState,
    window,
)
from domain.responsible_gaming.usage import counted
from domain.shared import PlayerId, SessionId

NOW = datetime(2028, 2, 29, 12, tzinfo=UTC)
ME = PlayerId(UUID(int=1))
SIGN_IN = SessionId(UUID(int=2))
SECOND = timedelta(seconds=1)
KEY = (LimitKind.WAGER, LimitPeriod.DAY)
SETTING = LimitSetting(LimitId(UUID(int=3)), ME, *KEY, LimitOwner.PLAYER, Amount(1_000), NOW)


def playing(wagered: int = 0, at: datetime = NOW) -> PlayNews:
    session = PlaySession(SIGN_IN, NOW, NOW)
    return PlayNews(GLI, PlayState(ME, session=session), (PlayedWallet("EUR", wagered, 0, at),), ())


@pytest.fixture
def told() -> Callable[[PlayNews, datetime], list[str]]:
    teller = PlayTeller(SIGN_IN, KeptRates())
    return lambda news, at: [type(event).__name__ for event in teller.events(news, at)]


def test_ticks_come_when_money_moves_and_each_minute_and_never_close_together(
    told: Callable[[PlayNews, datetime], list[str]],
) -> None:
    tick = ["SessionSummaryTick"]
    assert told(PlayNews(GLI, PlayState(ME), (), ()), NOW) == [], "nobody plays"
    assert told(playing(), NOW) == tick
    assert told(playing(100), NOW + SECOND) == [], "too soon: it waits, and is not lost"
    assert told(playing(100), NOW + 5 * SECOND) == tick
    assert told(playing(100), NOW + 10 * SECOND) == [], "nothing moved"
    assert told(playing(100, NOW + 60 * SECOND), NOW + 65 * SECOND) == tick, "a minute passed"
    assert told(playing(100), NOW + timedelta(hours=2)) in (tick, [*tick, "RealityCheckDue"])


def test_a_check_that_is_due_is_told_once_to_each_client(told: Callable[[PlayNews, datetime], list[str]]) -> None:
    due = NOW + timedelta(hours=1)
    news = playing(0, due)
    assert told(news, due - SECOND) == ["SessionSummaryTick"]
    assert "RealityCheckDue" in told(news, due)
    assert "RealityCheckDue" not in told(news, due + 5 * SECOND)
    returned = PlayTeller(SIGN_IN, KeptRates())
    assert "RealityCheckDue" in [type(event).__name__ for event in returned.events(news, due + 6 * SECOND)]


def test_a_limit_comes_near_and_is_reached_and_resets_with_its_day(
    told: Callable[[PlayNews, datetime], list[str]],
) -> None:
    def used(minor: int) -> PlayNews:
        usage = {} if not minor else counted({}, window(LimitPeriod.DAY, NOW, rolling=False), "EUR", spent=minor)
        return PlayNews(GLI, PlayState(ME, usage={(Flow.PLAY, LimitPeriod.DAY): usage}), (), (SETTING,))

    assert told(used(0), NOW) == []
    assert told(used(500), NOW) == []
    assert told(used(GLI.limits.near_percent * 10), NOW) == ["LimitNear"]
    assert told(used(GLI.limits.near_percent * 10), NOW) == []
    assert told(used(1_000), NOW) == ["LimitReached"]
    tomorrow = NOW + timedelta(days=1)
    assert tomorrow.month == 3, "a leap day has passed"
    assert told(used(1_000), tomorrow) == []
    assert told(replace(used(1_000), settings=()), NOW) == []
