"""What is closed, by the file, the profile and the time alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.jurisdiction import GLI, GREAT_BRITAIN, MALTA, JurisdictionProfile, KycLevel
from domain.kyc import LEVELS, KycCase, KycFile, KycRequirement, KycStatus, blocks_for
from domain.shared import PlayerId, closed_because
from tests.domain.kyc.builders import NOON
from tests.fakes.shared import CountedIds

PLAYER = PlayerId(CountedIds().new())
STRICT = replace(GLI, kyc=replace(GLI.kyc, before={"bet": KycLevel.IDENTITY, "withdraw": KycLevel.DOCUMENT}))


def file(*approved: KycLevel, requirements: tuple[KycRequirement, ...] = ()) -> KycFile:
    cases = {level: KycCase(PLAYER, level, KycStatus.APPROVED) for level in approved}
    return KycFile(PLAYER, "GLI", 1, cases, requirements)


def closed(of: KycFile, profile: JurisdictionProfile = STRICT, now: datetime = NOON) -> set[str]:
    return set(blocks_for(of, profile, now))


@pytest.mark.clause(
    "GLI-19 2.5.2(b)", rule="name, address and age are verified before what the jurisdiction names", field="kyc.before"
)
def test_each_gate_asks_for_its_own_level() -> None:
    assert closed(file()) == {"bet:KYC_REQUIRED", "withdraw:KYC_REQUIRED"}
    assert closed(file(KycLevel.IDENTITY)) == {"withdraw:KYC_REQUIRED"}
    assert closed(file(KycLevel.IDENTITY, KycLevel.DOCUMENT)) == set()


def test_a_level_includes_those_below_it() -> None:
    assert file(KycLevel.DOCUMENT).level(NOON) is KycLevel.NONE
    assert closed(file(KycLevel.DOCUMENT)) == closed(file())
    assert file(*LEVELS).level(NOON) is KycLevel.SOURCE_OF_FUNDS


@pytest.mark.clause(
    "UK LCCP 17.1.1(2)",
    rule="a withdrawal asks nothing of its own: what it could ask is asked before the first deposit",
    field="kyc.before",
)
@pytest.mark.clause("UK LCCP 17.1.1", rule="verified before a deposit, play and free play", field="kyc.before")
def test_great_britain_closes_deposits_play_and_demonstrations() -> None:
    assert closed(file(), GREAT_BRITAIN) == {"deposit:KYC_REQUIRED", "bet:KYC_REQUIRED", "demo:KYC_REQUIRED"}


def test_malta_lets_play_and_holds_what_leaves() -> None:
    assert closed(file(), MALTA) == {"withdraw:KYC_REQUIRED"}


@pytest.mark.clause(
    "GLI-19 2.5.2(c)", rule="identity: gates open by an approval that stands, and no longer", field="kyc.before"
)
def test_only_an_approval_that_stands_opens() -> None:
    for status in KycStatus:
        one = replace(file(), cases={KycLevel.IDENTITY: KycCase(PLAYER, KycLevel.IDENTITY, status)})
        assert ("bet:KYC_REQUIRED" in closed(one)) == (status is not KycStatus.APPROVED)
    expiring = KycCase(PLAYER, KycLevel.IDENTITY, KycStatus.APPROVED, expires_at=NOON)
    one = replace(file(), cases={KycLevel.IDENTITY: expiring})
    assert "bet:KYC_REQUIRED" in closed(one)
    written = closed(one, now=NOON - timedelta(days=1))
    assert "bet:KYC_REQUIRED@2026-06-01T12:00:00Z/" in written
    assert closed_because("bet", written, NOON - timedelta(seconds=1)) == ()
    assert closed_because("bet", written, NOON) == ("KYC_REQUIRED",), "nobody had to look"


def test_a_requirement_closes_when_it_is_due_and_until_its_level_is_reached() -> None:
    requirement = KycRequirement(PLAYER, "MANY", KycLevel.DOCUMENT, ("deposit",), NOON, NOON + timedelta(days=30))
    due = requirement.due_at
    asked = file(KycLevel.IDENTITY, requirements=(requirement,))
    assert asked.open_requirements(NOON) == (requirement,)
    assert "deposit:KYC_MANY@2026-07-01T12:00:00Z/" in closed(asked), "it is written at once, and counts then"
    assert "deposit:KYC_MANY" in closed(asked, now=due)
    for seconds, reasons in ((-1, ()), (0, ("KYC_MANY",))):
        assert closed_because("deposit", closed(asked), due + timedelta(seconds=seconds)) == reasons
    met = file(KycLevel.IDENTITY, KycLevel.DOCUMENT, requirements=(requirement,))
    assert (met.open_requirements(due), closed(met, now=due)) == ((), set())


def test_a_requirement_that_was_met_closes_again_with_the_first_approval_that_runs_out() -> None:
    requirement = KycRequirement(PLAYER, "MANY", KycLevel.DOCUMENT, ("deposit",), NOON, NOON + timedelta(days=30))
    ends = {KycLevel.IDENTITY: NOON + timedelta(days=400), KycLevel.DOCUMENT: NOON + timedelta(days=50)}
    cases = {level: KycCase(PLAYER, level, KycStatus.APPROVED, expires_at=end) for level, end in ends.items()}
    met = replace(file(requirements=(requirement,)), cases=cases)
    assert "deposit:KYC_MANY@2026-07-21T12:00:00Z/" in closed(met)
    short = {**cases, KycLevel.IDENTITY: replace(cases[KycLevel.IDENTITY], expires_at=NOON + timedelta(days=2))}
    assert "deposit:KYC_MANY@2026-07-01T12:00:00Z/" in closed(replace(met, cases=short)), "not before it is due"


def test_the_blocks_of_others_are_not_ours() -> None:
    ours = ("bet:KYC_REQUIRED", "deposit:KYC_MANY@2026-07-01T12:00:00Z/")
    held = replace(file(), blocks=(*ours, "bet:SELF_EXCLUDED@2027-01-01T00:00:00Z"))
    assert held.our_blocks == set(ours)
