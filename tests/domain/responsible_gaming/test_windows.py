"""Where limits count: midnights, Mondays, months of every length, leap days."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.responsible_gaming import LimitPeriod, after, window

DAY, WEEK, MONTH = LimitPeriod.DAY, LimitPeriod.WEEK, LimitPeriod.MONTH


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "now", "begins", "ends"),
    [
        (DAY, "2026-05-04T00:00:00", "2026-05-04", "2026-05-05"),
        (DAY, "2026-05-04T23:59:59", "2026-05-04", "2026-05-05"),
        (DAY, "2028-02-29T12:00:00", "2028-02-29", "2028-03-01"),
        (WEEK, "2026-05-04T00:00:00", "2026-05-04", "2026-05-11"),
        (WEEK, "2026-05-10T23:59:59", "2026-05-04", "2026-05-11"),
        (WEEK, "2026-01-01T08:00:00", "2025-12-29", "2026-01-05"),
        (MONTH, "2026-02-28T23:59:59", "2026-02-01", "2026-03-01"),
        (MONTH, "2028-02-29T23:59:59", "2028-02-01", "2028-03-01"),
        (MONTH, "2026-12-31T12:00:00", "2026-12-01", "2027-01-01"),
    ],
)
def test_a_calendar_window(period: LimitPeriod, now: str, begins: str, ends: str) -> None:
    found = window(period, utc(now), rolling=False)
    assert (found.start, found.bucket_start) == (utc(begins).timestamp(), utc(begins).timestamp())
    assert found.bucket_end == utc(ends).timestamp()


@pytest.mark.clause(
    "UK RTS 12 annex", rule="the 24 hours, seven days or month before now, leap days and all", field="limits.rolling"
)
@pytest.mark.parametrize(
    ("period", "now", "start"),
    [
        (DAY, "2026-05-04T12:34:56", "2026-05-03T12:34:56"),
        (WEEK, "2026-05-04T12:34:56", "2026-04-27T12:34:56"),
        (MONTH, "2026-05-04T12:34:56", "2026-04-04T12:34:56"),
        (MONTH, "2026-03-31T12:00:00", "2026-02-28T12:00:00"),
        (MONTH, "2028-03-31T12:00:00", "2028-02-29T12:00:00"),
        (MONTH, "2028-03-29T12:00:00", "2028-02-29T12:00:00"),
        (MONTH, "2026-01-15T12:00:00", "2025-12-15T12:00:00"),
    ],
)
def test_a_rolling_window(period: LimitPeriod, now: str, start: str) -> None:
    found = window(period, utc(now), rolling=True)
    assert found.start == utc(start).timestamp()
    assert found.bucket_start <= utc(now).timestamp() < found.bucket_end


@pytest.mark.parametrize(("period", "hours"), [(DAY, 1), (WEEK, 7), (MONTH, 31)])
def test_a_rolling_bucket_is_a_twenty_fourth_of_its_period(period: LimitPeriod, hours: int) -> None:
    found = window(period, utc("2026-05-04T12:34:56"), rolling=True)
    assert found.bucket_end - found.bucket_start == hours * 3_600


def test_a_night_in_which_clocks_change_is_an_ordinary_day() -> None:
    """Windows are UTC: London's 25 hours of 25 October 2026 are split at UTC's midnights."""
    one_hour_twice = [datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=fold) for fold in (0, 1)]
    found = [window(DAY, moment.astimezone(UTC), rolling=False) for moment in one_hour_twice]
    assert found[0] == found[1]
    assert found[0].bucket_end - found[0].bucket_start == 24 * 3_600
    rolling = [window(DAY, moment.astimezone(UTC), rolling=True).start for moment in one_hour_twice]
    assert rolling[1] - rolling[0] == 3_600


def test_a_month_after_the_thirty_first() -> None:
    assert after(MONTH, utc("2028-01-31T05:00:00")) == utc("2028-02-29T05:00:00")
    assert after(MONTH, utc("2026-12-31T05:00:00")) == utc("2027-01-31T05:00:00")
    assert after(DAY, utc("2028-02-28T05:00:00")) == utc("2028-02-29T05:00:00")
    assert after(WEEK, utc("2026-05-04T05:00:00")) - utc("2026-05-04T05:00:00") == timedelta(days=7)
