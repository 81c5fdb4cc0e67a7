"""Thresholds: what a measure is, when a requirement opens, and in which windows money must be told."""

import pytest

from domain.jurisdiction import CURACAO, GLI, GREAT_BRITAIN, MALTA, KycThreshold
from domain.kyc import Paid
from domain.kyc.requirement import measured, opened, windows
from domain.shared import PlayerId
from tests.domain.kyc.builders import NOON, worth
from tests.fakes.shared import CountedIds

PLAYER = PlayerId(CountedIds().new())
(TWO_THOUSAND,) = GLI.kyc.thresholds
MONTH = 30


def reached(threshold: KycThreshold, *paid: Paid) -> bool:
    return bool(list(opened(PLAYER, (threshold,), (), paid, worth, NOON)))


def euros(days: int | None, deposited: int, paid_out: int = 0) -> Paid:
    return Paid(days, "EUR", deposited, paid_out)


@pytest.mark.clause("MGA AML", rule="not a cent earlier", field="kyc.thresholds")
def test_a_cent_less_is_not_reached() -> None:
    assert not reached(TWO_THOUSAND, euros(180, 199_999))
    assert reached(TWO_THOUSAND, euros(180, 200_000))


def test_only_the_threshold_s_own_window_counts() -> None:
    assert not reached(TWO_THOUSAND, euros(None, 900_000), euros(30, 900_000), euros(180, 199_999))
    (ever,) = CURACAO.kyc.thresholds
    assert reached(ever, euros(None, 200_000))
    assert windows((*GREAT_BRITAIN.kyc.thresholds, ever)) == {1, 30, None}


@pytest.mark.clause("UK LCCP 3.4.4", rule="more than 150 pounds net, and not 150", field="kyc.thresholds")
def test_payouts_count_where_the_measure_is_net() -> None:
    (net, gross) = GREAT_BRITAIN.kyc.thresholds
    assert not reached(net, euros(MONTH, 20_000, 5_000)), "150 euros net"
    assert reached(net, euros(MONTH, 22_501, 5_000))
    assert not reached(gross, euros(1, 20_000, 5_000))
    assert reached(gross, euros(1, 200_000, 200_000)), "payouts do not make deposits undone"


def test_currencies_count_together_in_euro_cents_against_the_player_s_risk() -> None:
    (net, _) = GREAT_BRITAIN.kyc.thresholds
    assert measured(net, (euros(MONTH, 100), Paid(MONTH, "GBP", 101, 0)), worth) == 100 + 117, "116.15, rounded up"
    assert measured(net, (Paid(MONTH, "GBP", 0, 101),), worth) == -116, "rounded down"


def test_a_requirement_opens_once_with_its_grace() -> None:
    rules = MALTA.kyc.thresholds
    (requirement,) = opened(PLAYER, rules, (), (euros(180, 250_000),), worth, NOON)
    assert (requirement.reason, (requirement.due_at - NOON).days) == ("ACCUMULATED_DEPOSITS", 30)
    assert list(opened(PLAYER, rules, [requirement], (euros(180, 250_000),), worth, NOON)) == []
    both = opened(PLAYER, rules, (), (euros(180, 1_000_000),), worth, NOON)
    assert [each.reason for each in both] == ["ACCUMULATED_DEPOSITS", "SOURCE_OF_FUNDS"]
