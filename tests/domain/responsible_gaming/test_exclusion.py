"""How long an exclusion holds: months, leap days, and who outlasts whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.jurisdiction import GLI, GREAT_BRITAIN, MALTA, PROFILES
from domain.responsible_gaming import Exclusion, ExclusionId, ExclusionKind, ExclusionStatus
from domain.responsible_gaming.exclusion import GATES, after_hours, after_months
from domain.shared import PlayerId

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def an_exclusion(
    kind: ExclusionKind = ExclusionKind.SELF_EXCLUSION, ends_at: datetime | None = NOW + timedelta(days=180)
) -> Exclusion:
    return Exclusion(ExclusionId(UUID(int=1)), PlayerId(UUID(int=2)), kind, "", NOW, NOW, ends_at)


@pytest.mark.parametrize(
    ("begun", "months", "end"),
    [
        ("2026-01-15T10:30:00", 6, "2026-07-15T10:30:00"),
        ("2026-08-31T10:30:00", 6, "2027-03-01T10:30:00"),  # February has no 31st: never shorter than asked
        ("2027-08-31T00:00:00", 6, "2028-03-01T00:00:00"),  # nor has it in a leap year
        ("2027-08-29T00:00:00", 6, "2028-02-29T00:00:00"),
        ("2028-02-29T23:59:59", 12, "2029-03-01T23:59:59"),
        ("2028-02-29T23:59:59", 48, "2032-02-29T23:59:59"),
        ("2026-12-31T00:00:00", 6, "2027-07-01T00:00:00"),
        ("2026-11-30T00:00:00", 1, "2026-12-30T00:00:00"),
        ("2026-06-30T00:00:00", 60, "2031-06-30T00:00:00"),
        ("2026-12-01T00:00:00.000001", 12, "2027-12-01T00:00:01"),
    ],
)
def test_months_are_calendar_months_and_never_shorter(begun: str, months: int, end: str) -> None:
    begun_at, end_at = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (begun, end))
    assert after_months(begun_at, months) == end_at


def test_hours_are_hours_whatever_the_clocks_of_a_country_do() -> None:
    summer_time = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert after_hours(summer_time, 24) - summer_time == timedelta(hours=24)
    assert after_hours(summer_time + timedelta(microseconds=1), 24) == datetime(2026, 3, 29, 12, 0, 1, tzinfo=UTC)


@pytest.mark.clause(
    "UK self-exclusion",
    rule="six months at least, whole whatever the day and the leap year",
    field="exclusions.self_exclusion_months",
)
def test_every_length_of_every_profile_can_be_taken_on_every_day_of_a_leap_cycle() -> None:
    assert min(GREAT_BRITAIN.exclusions.self_exclusion_months) == 6
    for profile in PROFILES.values():
        for months in profile.exclusions.self_exclusion_months:
            for day in range(0, 4 * 366, 5):
                begun = datetime(2027, 1, 1, 5, tzinfo=UTC) + timedelta(days=day)
                end = after_months(begun, months)
                assert end - begun >= timedelta(days=28 * months)
                assert (end.month - begun.month - months) % 12 in (0, 1)


@pytest.mark.clause("MGA exclusion", rule="time-outs of up to 30 days", field="exclusions.time_out_hours")
@pytest.mark.clause(
    "UK time-out", rule="24 hours, 7 days, 30 days and six weeks, to the second", field="exclusions.time_out_hours"
)
def test_every_time_out_on_offer_lasts_its_hours_whenever_it_begins() -> None:
    assert GREAT_BRITAIN.exclusions.time_out_hours == (24, 7 * 24, 30 * 24, 6 * 7 * 24)
    assert max(MALTA.exclusions.time_out_hours) == 30 * 24
    leap_day, spring, autumn = datetime(2028, 2, 29), datetime(2026, 3, 28, 12), datetime(2026, 10, 24, 12)
    for profile in PROFILES.values():
        for hours in profile.exclusions.time_out_hours:
            for begun in (NOW, *(each.replace(tzinfo=UTC) for each in (leap_day, spring, autumn))):
                assert after_hours(begun, hours) - begun == timedelta(hours=hours)


def test_a_time_out_ends_by_itself_and_its_blocks_say_when() -> None:
    end = NOW + timedelta(hours=24)
    time_out = an_exclusion(ExclusionKind.TIME_OUT, end)
    assert {block.until for block in time_out.blocks(GLI.exclusions, NOW)} == {end}
    assert time_out.status(end - timedelta(seconds=1)) is ExclusionStatus.IN_FORCE
    assert time_out.status(end) is ExclusionStatus.ENDED
    assert time_out.blocks(GLI.exclusions, end) == ()


def test_a_self_exclusion_never_ends_by_silence() -> None:
    exclusion = an_exclusion()
    long_after = NOW + timedelta(days=4_000)
    assert exclusion.status(long_after) is ExclusionStatus.RUN_OUT
    assert {str(block) for block in exclusion.blocks(GLI.exclusions, long_after)} == {
        f"{gate}:SELF_EXCLUDED" for gate in GATES
    }


def test_asked_and_granted_it_ends_at_the_settled_moment() -> None:
    asked = replace(an_exclusion(), end_requested_at=NOW, end_reason="why")
    assert asked.status(NOW) is ExclusionStatus.END_REQUESTED
    refused = replace(asked, end_answered_at=NOW)
    assert refused.status(NOW) is ExclusionStatus.IN_FORCE
    granted = refused.ending(NOW + timedelta(hours=24, microseconds=5))
    opens = NOW + timedelta(hours=24, seconds=1)
    assert granted.opens_at == opens
    assert granted.status(opens - timedelta(seconds=1)) is ExclusionStatus.ENDING
    assert granted.status(opens) is ExclusionStatus.ENDED
    assert {block.until for block in granted.blocks(GLI.exclusions, NOW)} == {opens}


def test_who_may_not_sign_in_while_excluded_is_the_jurisdictions_to_say() -> None:
    rules = replace(GLI.exclusions, keeps_sign_in=False)
    assert {block.gate for block in an_exclusion().blocks(rules, NOW)} == {*GATES, "login"}
    assert {block.gate for block in an_exclusion().blocks(GLI.exclusions, NOW)} == set(GATES)


@pytest.mark.parametrize(
    ("held", "new", "outlasts"),
    [(180, 90, True), (180, 180, True), (180, 181, False), (None, 181, True), (None, None, True), (180, None, False)],
)
def test_longer_replaces_shorter_only(held: int | None, new: int | None, outlasts: bool) -> None:
    def end(days: int | None) -> datetime | None:
        return None if days is None else NOW + timedelta(days=days)

    assert an_exclusion(ends_at=end(held)).outlasts(end(new)) is outlasts


def test_another_account_of_the_same_person_follows_without_the_words() -> None:
    first = replace(an_exclusion(), reason="my words", end_reason="more words")
    followed = first.followed_by(ExclusionId(UUID(int=7)), PlayerId(UUID(int=8)), NOW + timedelta(days=1))
    assert (followed.origin, followed.ends_at, followed.reason, followed.end_reason) == (
        first.id,
        first.ends_at,
        "",
        "",
    )
    assert "my words" not in repr(first)


def test_a_request_that_nobody_answered_keeps_nobody_away_longer() -> None:
    asked = replace(an_exclusion(), end_requested_at=NOW, end_reason="why")
    assert asked.ends_at is not None
    assert asked.status(asked.ends_at - timedelta(seconds=1)) is ExclusionStatus.END_REQUESTED
    assert asked.status(asked.ends_at) is ExclusionStatus.RUN_OUT, "the player's word and the wait are enough now"
    assert asked.blocks(GLI.exclusions, asked.ends_at), "and until then it holds"
