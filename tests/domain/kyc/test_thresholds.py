"""Thresholds over windows of days, with the clock moved through them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from domain.jurisdiction import CURACAO, GLI, GREAT_BRITAIN, MALTA, KycThreshold
from domain.kyc import Movement
from domain.kyc.requirement import opened, reached
from domain.shared import PlayerId
from tests.fakes.shared import CountedIds

PLAYER = PlayerId(CountedIds().new())
(TWO_THOUSAND,) = GLI.kyc.thresholds
LEAP = datetime(2028, 2, 29, 12, tzinfo=UTC)


def deposits(*amounts: tuple[int, datetime]) -> Sequence[Movement]:
    return [Movement(cents, at) for cents, at in amounts]


@pytest.mark.clause("MGA AML", rule="2,000 euros in a rolling 180 days ask for a document", field="kyc.thresholds")
@pytest.mark.parametrize("start", [LEAP, datetime(2026, 3, 28, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)])
def test_two_thousand_euros_count_for_180_times_24_hours(start: datetime) -> None:
    paid = deposits((150_000, start), (50_000, start + timedelta(days=100)))
    end = start + timedelta(days=180)
    assert not reached(TWO_THOUSAND, paid, start + timedelta(days=99))
    assert reached(TWO_THOUSAND, paid, start + timedelta(days=100))
    assert reached(TWO_THOUSAND, paid, end - timedelta(microseconds=1))
    assert not reached(TWO_THOUSAND, paid, end), "the first deposit has left the window"


@pytest.mark.clause("MGA AML", rule="not a cent earlier", field="kyc.thresholds")
def test_a_cent_less_is_not_reached() -> None:
    assert not reached(TWO_THOUSAND, deposits((199_999, LEAP)), LEAP)
    assert reached(TWO_THOUSAND, deposits((199_999, LEAP), (1, LEAP)), LEAP)


def test_the_window_rolls_day_by_day() -> None:
    """1,000 euros every 100 days: never two of them within 180 days of one another, and always two within 200."""
    paid = deposits(*((100_000, LEAP + timedelta(days=100 * n)) for n in range(8)))
    days = [LEAP + timedelta(days=n) for n in range(800)]
    closed = [reached(TWO_THOUSAND, paid, day) for day in days]
    assert closed == [any(100 * n <= day < 100 * (n - 1) + 180 for n in range(1, 8)) for day in range(800)]


@pytest.mark.clause("UK LCCP 3.4.4", rule="more than 150 pounds net, and not 150", field="kyc.thresholds")
def test_payouts_count_where_the_measure_is_net() -> None:
    (net, gross) = GREAT_BRITAIN.kyc.thresholds
    moved = deposits((20_000, LEAP), (-5_000, LEAP))
    assert not reached(net, moved, LEAP), "150 euros net"
    assert reached(net, [*moved, Movement(2_501, LEAP)], LEAP)
    assert not reached(gross, moved, LEAP)
    assert reached(gross, deposits((200_000, LEAP), (-200_000, LEAP)), LEAP), "payouts do not make deposits undone"


def test_without_days_everything_counts() -> None:
    (ever,) = CURACAO.kyc.thresholds
    assert reached(ever, deposits((200_000, LEAP)), LEAP + timedelta(days=10_000))


def test_a_requirement_opens_once_with_its_grace() -> None:
    paid = deposits((250_000, LEAP))
    (requirement,) = opened(PLAYER, MALTA.kyc.thresholds, (), paid, LEAP)
    assert (requirement.reason, requirement.due_at) == ("ACCUMULATED_DEPOSITS", LEAP + timedelta(days=30))
    assert list(opened(PLAYER, MALTA.kyc.thresholds, [requirement], paid, LEAP)) == []
    both = opened(PLAYER, MALTA.kyc.thresholds, (), deposits((1_000_000, LEAP)), LEAP)
    assert [each.reason for each in both] == ["ACCUMULATED_DEPOSITS", "SOURCE_OF_FUNDS"]


def test_what_is_yet_to_come_does_not_count() -> None:
    threshold: KycThreshold = TWO_THOUSAND
    assert not reached(threshold, deposits((200_000, LEAP + timedelta(seconds=1))), LEAP)
