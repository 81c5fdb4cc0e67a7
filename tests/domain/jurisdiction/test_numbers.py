"""The numbers that each regulator publishes, in the profile of its place; that a number holds is shown elsewhere."""

from datetime import date, timedelta

import pytest

from domain.jurisdiction import GLI, GREAT_BRITAIN, MALTA, PROFILES, KycLevel, KycThreshold


def threshold(thresholds: tuple[KycThreshold, ...], reason: str) -> KycThreshold:
    return next(each for each in thresholds if each.reason == reason)


@pytest.mark.clause(
    "MGA AML",
    rule="Malta: at 2,000 euros in 180 days an address is asked, and funds' source later",
    field="kyc.thresholds",
)
def test_maltas_due_diligence() -> None:
    found = threshold(MALTA.kyc.thresholds, "ACCUMULATED_DEPOSITS")
    assert (found.measure, found.euro_minor, found.days) == ("DEPOSITS", 200_000, 180)
    assert found.level is KycLevel.ADDRESS
    assert {"deposit", "bet"} <= set(found.closes)


@pytest.mark.clause("UK LCCP 3.4.4", rule="above 150 pounds (175 euros) net in 30 days", field="kyc.thresholds")
def test_great_britains_check_of_vulnerability() -> None:
    found = threshold(GREAT_BRITAIN.kyc.thresholds, "FINANCIAL_VULNERABILITY")
    assert (found.measure, found.days) == ("NET_DEPOSITS", 30)
    assert found.euro_minor == 17_500 + 1
    assert found.level is KycLevel.SOURCE_OF_FUNDS


@pytest.mark.clause("UK AML", rule="2,000 euros in 24 hours", field="kyc.thresholds")
def test_great_britains_older_threshold() -> None:
    found = threshold(GREAT_BRITAIN.kyc.thresholds, "ACCUMULATED_DEPOSITS")
    assert (found.measure, found.euro_minor, found.days) == ("DEPOSITS", 200_000, 1)


@pytest.mark.clause("Curacao limits", rule="24 hours, as GLI-19 asks", field="limits.loosen_hours")
@pytest.mark.clause("UK RTS 12D", rule="24 hours in Great Britain", field="limits.loosen_hours")
def test_nowhere_is_a_looser_limit_had_within_24_hours() -> None:
    assert {profile.limits.loosen_hours for profile in PROFILES.values()} == {24}


@pytest.mark.clause("UK RTS 12 annex", rule="all three are offered in Great Britain", field="limits.periods")
def test_the_periods_on_offer() -> None:
    for profile in PROFILES.values():
        assert set(profile.limits.periods) == {"DAY", "WEEK", "MONTH"}
    assert GREAT_BRITAIN.limits.rolling


@pytest.mark.clause(
    "PA 58 814a.1", rule="every hour unless the player picks 15 or 30 minutes", field="reality_check.minutes"
)
def test_a_check_every_hour_or_more_often() -> None:
    assert GLI.reality_check.default_minutes == 60
    assert {15, 30} <= set(GLI.reality_check.minutes)
    assert not GLI.reality_check.may_be_off


@pytest.mark.clause("AML records", rule="five years, whatever leap days they hold", field="retention.days")
@pytest.mark.clause(
    "AML records", rule="whoever closed an account stays known as long", field="account.erase_after_days"
)
@pytest.mark.parametrize(("record", "years"), [("COMPLAINT", 5), ("KYC_DOCUMENT", 5)])
def test_records_of_years_outlast_the_years_with_most_leap_days(record: str, years: int) -> None:
    longest = max(date(year + years, 2, 28) - date(year, 2, 28) for year in range(2024, 2052))
    assert longest == timedelta(days=1_827)
    for profile in PROFILES.values():
        assert timedelta(days=profile.retention.days[record]) >= longest
        assert timedelta(days=profile.account.erase_after_days) >= longest
