"""Being known, step by step, and every step that is refused."""

from typing import Any

import pytest

from app.platform import Platform
from domain.jurisdiction import GLI, KycLevel, ThrottleRule
from domain.kyc import Rejection, ReviewKyc
from domain.shared import Dispatch
from tests.graphql_api.identity.account_documents import UPDATE_PROFILE, do
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.kyc.conftest import NAMED, Vendor, tell_details
from tests.graphql_api.kyc.documents import ME, START, START_VENDOR, SUBMIT
from tests.running import SignedInPlayer

MUTATIONS = (START, START_VENDOR, SUBMIT)


def level_of(player: dict[str, Any], level: str = "IDENTITY") -> dict[str, Any]:
    (found,) = [each for each in player["kyc"]["levels"] if each["level"] == level]
    assert isinstance(found, dict)
    return found


async def me(api: Api, player: SignedInPlayer) -> dict[str, Any]:
    found = (await api(ME, by=player))["me"]
    assert isinstance(found, dict)
    return found


@pytest.mark.clause(
    "UK LCCP 17.1.1(3)",
    rule="from the start: which levels there are, which details are missing, which gates wait for them",
    field="",
)
async def test_nobody_is_known_at_first(api: Api, newcomer: SignedInPlayer) -> None:
    seen = await me(api, newcomer)
    assert seen["kyc"]["level"] == "NONE"
    assert [each["level"] for each in seen["kyc"]["levels"]] == ["IDENTITY", "DOCUMENT", "ADDRESS", "SOURCE_OF_FUNDS"]
    assert {each["status"] for each in seen["kyc"]["levels"]} == {"NOT_STARTED"}
    assert seen["kyc"]["missingDetails"] == ["firstName", "lastName", "address", "city", "postalCode"]
    closed = {gate for gate in ("bet", "deposit", "withdraw") if not seen["gates"][gate]["open"]}
    assert closed == {gate for gate in GLI.kyc.before if gate != "demo"}


async def test_staff_approve_what_was_submitted_and_gates_open(
    api: Api, newcomer: SignedInPlayer, kyc: Dispatch
) -> None:
    await tell_details(api, newcomer)
    started = await do(api, START, newcomer, level="IDENTITY")
    assert level_of(started["player"])["status"] == "STARTED"
    submitted = await do(api, SUBMIT, newcomer, level="IDENTITY")
    assert level_of(submitted["player"])["status"] == "SUBMITTED"
    assert (await do(api, START, newcomer, level="IDENTITY"))["kycStatus"] == "SUBMITTED"
    await kyc(ReviewKyc(newcomer.id, KycLevel.IDENTITY, None, "Register of residents", "ann"))
    seen = await me(api, newcomer)
    assert (seen["kyc"]["level"], seen["kyc"]["detailsFixed"]) == ("IDENTITY", True)
    assert all(gate["open"] for gate in seen["gates"].values())


@pytest.mark.parametrize("document", MUTATIONS)
async def test_nothing_without_a_sign_in_or_a_level(api: Api, newcomer: SignedInPlayer, document: str) -> None:
    assert (await do(api, document, level="IDENTITY"))["code"] == "NOT_SIGNED_IN"
    refused = await do(api, document, newcomer, level="NONE")
    assert (refused["code"], refused["fields"]) == ("INVALID_INPUT", [{"path": "level", "code": "NOT_A_LEVEL"}])


@pytest.mark.clause("GLI-19 2.5.2(b)", rule="without a name and an address nobody's identity is checked", field="")
async def test_name_and_address_come_first(api: Api, platform: Platform, newcomer: SignedInPlayer) -> None:
    for document in (START, START_VENDOR):
        refused = await do(api, document, newcomer, level="IDENTITY")
        assert refused["code"] == "KYC_DETAILS_REQUIRED"
        assert refused["missing"] == ["firstName", "lastName", "address", "city", "postalCode"]
    await tell_details(api, newcomer, city="")
    assert (await do(api, START, newcomer, level="IDENTITY"))["missing"] == ["city"]
    await tell_details(api, newcomer)
    await do(api, START, newcomer, level="IDENTITY")
    await tell_details(api, newcomer, city="")
    assert (await do(api, SUBMIT, newcomer, level="IDENTITY"))["missing"] == ["city"]


async def test_what_was_not_started_cannot_be_submitted(api: Api, newcomer: SignedInPlayer) -> None:
    refused = await do(api, SUBMIT, newcomer, level="IDENTITY")
    assert (refused["code"], refused["kycStatus"]) == ("KYC_NOT_OPEN", "NOT_STARTED")


async def test_a_higher_level_needs_a_document(api: Api, newcomer: SignedInPlayer) -> None:
    await tell_details(api, newcomer)
    await do(api, START, newcomer, level="DOCUMENT")
    assert (await do(api, SUBMIT, newcomer, level="DOCUMENT"))["code"] == "KYC_DOCUMENTS_REQUIRED"


async def test_a_vendor_gets_what_it_needs_and_the_same_reference_again(
    api: Api, newcomer: SignedInPlayer, vendor: Vendor
) -> None:
    await tell_details(api, newcomer)
    started = await do(api, START_VENDOR, newcomer, level="IDENTITY")
    assert (started["vendor"], started["token"], started["url"]) == ("sandbox", "token", "https://vendor.example/check")
    await do(api, START_VENDOR, newcomer, level="IDENTITY")
    first, second = vendor.applicants
    assert first == second
    assert (first.facts.first_name, first.facts.city, first.facts.country) == ("Ann", "Springfield", "DE")
    assert "Ann" not in repr(first)


async def test_a_level_that_no_vendor_checks(api: Api, newcomer: SignedInPlayer) -> None:
    await tell_details(api, newcomer)
    assert (await do(api, START_VENDOR, newcomer, level="ADDRESS"))["code"] == "KYC_VENDOR_NOT_OFFERED"


async def test_a_vendor_that_is_away_is_asked_again_later(api: Api, newcomer: SignedInPlayer, vendor: Vendor) -> None:
    await tell_details(api, newcomer)
    vendor.away = True
    assert (await do(api, START_VENDOR, newcomer, level="IDENTITY"))["code"] == "TRY_AGAIN_LATER"
    vendor.away = False
    assert (await do(api, START_VENDOR, newcomer, level="IDENTITY"))["vendor"] == "sandbox"


async def test_visits_to_a_vendor_are_counted(api: Api, platform: Platform, newcomer: SignedInPlayer) -> None:
    await tell_details(api, newcomer)
    rule = ThrottleRule(burst=GLI.kyc.starts_per_day, seconds=86_400)
    for _ in range(rule.burst):
        await platform.identity.throttle.take("kyc starts", str(newcomer.id), rule)
    throttled = await do(api, START_VENDOR, newcomer, level="IDENTITY")
    assert (throttled["code"], throttled["retryAfterSeconds"] > 0) == ("TOO_MANY_ATTEMPTS", True)


async def test_a_rejection_says_why_and_may_be_tried_again_or_not(
    api: Api, newcomer: SignedInPlayer, kyc: Dispatch
) -> None:
    await tell_details(api, newcomer)
    retry = ReviewKyc(newcomer.id, KycLevel.IDENTITY, Rejection.RETRY, "x", "ann", ("BLURRED",), "Too dark.")
    await kyc(retry)
    shown = level_of(await me(api, newcomer))
    assert (shown["status"], shown["rejection"], shown["reasons"], shown["comment"], shown["canStart"]) == (
        "REJECTED",
        "RETRY",
        ["BLURRED"],
        "Too dark.",
        True,
    )
    again = level_of((await do(api, START, newcomer, level="IDENTITY"))["player"])
    assert (again["status"], again["reasons"], again["comment"]) == ("STARTED", [], "")
    await kyc(ReviewKyc(newcomer.id, KycLevel.IDENTITY, Rejection.FINAL, "A forger", "ann"))
    for document in (START, START_VENDOR):
        refused = await do(api, document, newcomer, level="IDENTITY")
        assert (refused["code"], refused["kycStatus"]) == ("KYC_NOT_OPEN", "REJECTED")


async def test_a_verified_name_changes_only_after_staff_reject_it(
    api: Api, newcomer: SignedInPlayer, kyc: Dispatch
) -> None:
    await tell_details(api, newcomer)
    await kyc(ReviewKyc(newcomer.id, KycLevel.IDENTITY, None, "Register of residents", "ann"))
    refused = await tell_details(api, newcomer, firstName="Bob")
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["DETAILS_VERIFIED"])
    unchanged = await do(api, UPDATE_PROFILE, newcomer, firstName=NAMED["firstName"], language="de")
    assert unchanged["player"]["language"] == "de"
    await kyc(ReviewKyc(newcomer.id, KycLevel.IDENTITY, Rejection.RETRY, "She married", "ann"))
    changed = await tell_details(api, newcomer, firstName="Bob")
    assert changed["player"]["profile"]["firstName"] == "Bob"
