"""What a player is asked about limits, over months, years and leap days (UK RTS 12A, 12E; MGA)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.jurisdiction import GLI, MALTA
from domain.responsible_gaming import Amount, LimitAnswer, LimitId, LimitKind, LimitOwner, LimitPeriod, LimitSetting
from domain.responsible_gaming.limit_prompts import prompts
from domain.shared import PlayerId

LEAP_DAY = datetime(2028, 2, 29, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def a_limit(kind: LimitKind, owner: LimitOwner = LimitOwner.PLAYER) -> LimitSetting:
    return LimitSetting(LimitId(UUID(int=1)), PlayerId(UUID(int=2)), kind, LimitPeriod.DAY, owner, Amount(1), LEAP_DAY)


def asked(now: datetime, answers: dict[LimitAnswer, datetime], created: datetime = LEAP_DAY) -> list[str]:
    return [prompt.kind.value for prompt in prompts(GLI.limits, created, (), answers, now)]


@pytest.mark.clause(
    "UK RTS 12A",
    rule="asked at the first deposit, and again after twelve months to the second",
    field="limits.prompt_at",
)
def test_who_declined_on_a_leap_day_is_asked_again_a_year_later_and_not_before() -> None:
    answers = {LimitAnswer.DECLINED: LEAP_DAY, LimitAnswer.REVIEWED: datetime(2029, 2, 1, tzinfo=UTC)}
    year = datetime(2029, 3, 1, 10, tzinfo=UTC)
    assert asked(year - SECOND, answers) == []
    assert asked(year, answers) == ["YEARLY"]
    assert asked(LEAP_DAY, {}) == ["FIRST_DEPOSIT"]


@pytest.mark.clause(
    "UK RTS 12E", rule="six months after the last look, and not a second earlier", field="limits.review_months"
)
@pytest.mark.parametrize(
    ("looked", "again"),
    [
        (datetime(2027, 8, 31, 10, tzinfo=UTC), datetime(2028, 3, 1, 10, tzinfo=UTC)),
        (datetime(2027, 8, 29, 10, tzinfo=UTC), LEAP_DAY),
        (datetime(2027, 12, 31, 10, tzinfo=UTC), datetime(2028, 7, 1, 10, tzinfo=UTC)),
    ],
)
def test_a_review_comes_six_months_after_the_last(looked: datetime, again: datetime) -> None:
    declined = {LimitAnswer.DECLINED: looked}
    assert asked(again - SECOND, {**declined, LimitAnswer.REVIEWED: looked}, datetime(2026, 1, 1, tzinfo=UTC)) == []
    assert asked(again, {**declined, LimitAnswer.REVIEWED: looked}, datetime(2026, 1, 1, tzinfo=UTC)) == ["REVIEW"]
    assert asked(again, declined, looked) == ["REVIEW"], "counted from the account's beginning at first"


def test_a_limit_that_is_wanted_cannot_be_declined_and_staffs_is_not_the_players() -> None:
    answers = {LimitAnswer.DECLINED: LEAP_DAY}
    for settings, wanted in (
        ((), True),
        ((a_limit(LimitKind.LOSS),), True),
        ((a_limit(LimitKind.DEPOSIT, LimitOwner.OPERATOR),), True),
        ((a_limit(LimitKind.WAGER),), False),
    ):
        found = prompts(MALTA.limits, LEAP_DAY, settings, answers, LEAP_DAY)
        assert [prompt.required for prompt in found] == [True] * wanted
