"""Which verdict a case stands on, and what a player may do about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from domain.jurisdiction import KycLevel
from domain.kyc import Answer, KycCase, KycStatus, Rejection, Verdict
from domain.shared import PlayerId
from tests.fakes.shared import CountedIds

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
CASE = KycCase(PlayerId(CountedIds().new()), KycLevel.IDENTITY).started(NOON, "sandbox")
GREEN = Verdict(NOON + timedelta(minutes=1), Answer.GREEN)
RED = Verdict(NOON + timedelta(minutes=2), Answer.RED, Rejection.FINAL, ("FORGERY",), "No.", "A known forger.")
REVIEW = Verdict(NOON + timedelta(minutes=3), Answer.REVIEW)


def after(*verdicts: Verdict, case: KycCase = CASE) -> KycCase:
    for verdict in verdicts:
        if case.follows(verdict):
            case = case.judged(verdict, "vendor sandbox")
    return case


@pytest.mark.parametrize("order", list(permutations((GREEN, RED, REVIEW))))
def test_the_latest_verdict_counts_in_whatever_order_they_arrive(order: tuple[Verdict, ...]) -> None:
    in_order = after(*sorted(order, key=lambda verdict: verdict.created_at))
    found = after(*order)
    assert replace(found, submitted_at=None) == replace(in_order, submitted_at=None)
    assert found.status is KycStatus.IN_REVIEW


def test_a_green_turns_red() -> None:
    case = after(GREEN, RED)
    assert (case.status, case.rejection, case.reasons, case.comment) == (
        KycStatus.REJECTED,
        Rejection.FINAL,
        ("FORGERY",),
        "No.",
    )
    assert not case.may_start(NOON)


@pytest.mark.parametrize("order", list(permutations((Answer.GREEN, Answer.RED, Answer.REVIEW))))
def test_of_one_instant_the_stricter_counts(order: tuple[Answer, ...]) -> None:
    assert after(*(Verdict(NOON, answer) for answer in order)).status is KycStatus.REJECTED


def test_what_staff_rejected_for_good_no_vendor_opens() -> None:
    case = CASE.judged(RED, "staff ann")
    assert not case.follows(replace(GREEN, created_at=NOON + timedelta(days=1)))
    assert CASE.judged(replace(RED, rejection=Rejection.RETRY), "staff ann").follows(REVIEW)


def test_a_red_without_a_kind_may_be_tried_again() -> None:
    case = after(Verdict(NOON, Answer.RED))
    assert case.rejection is Rejection.RETRY
    assert case.may_start(NOON)
    assert case.started(NOON, None).vendor is None


def test_an_approval_expires_with_its_document() -> None:
    case = after(replace(GREEN, expires_at=NOON + timedelta(days=1)))
    before, at = NOON + timedelta(hours=23), NOON + timedelta(days=1)
    assert (case.stands(before), case.stands(at)) == (True, False)
    assert case.status_at(at) is KycStatus.EXPIRED
    assert (case.may_start(before), case.may_start(at)) == (False, True)


def test_details_are_fixed_from_the_vendors_first_look_to_a_rejection() -> None:
    fresh = KycCase(CASE.player_id, KycLevel.IDENTITY)
    assert not fresh.fixes_details(NOON)
    assert not fresh.started(NOON, None).fixes_details(NOON)
    assert CASE.fixes_details(NOON)
    assert CASE.started(NOON, None).fixes_details(NOON), "what a vendor has begun stays the vendor's"
    assert after(GREEN).fixes_details(NOON)
    assert after(RED).fixes_details(NOON)
    assert not after(replace(RED, rejection=Rejection.RETRY)).fixes_details(NOON)
    assert not replace(after(GREEN), level=KycLevel.DOCUMENT).fixes_details(NOON)


def test_a_verdict_on_former_details_counts_no_more() -> None:
    case = after(replace(RED, rejection=Rejection.RETRY)).of_new_details(NOON + timedelta(hours=1))
    assert not case.follows(replace(GREEN, created_at=NOON + timedelta(minutes=59)))
    assert case.follows(replace(GREEN, created_at=NOON + timedelta(minutes=61)))
