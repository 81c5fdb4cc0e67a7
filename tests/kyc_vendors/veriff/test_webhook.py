"""Veriff's webhooks over real HTTP: decisions and events, once each, and what is refused."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest

from app.wiring.kyc_vendors import VERIFF_WEBHOOK_PATH
from domain.kyc import KycStatus, Rejection
from tests.kyc_vendors.conftest import AT, CLOSED, Kyc

LATER = AT + timedelta(seconds=1)


def decision(reference: object, code: int, at: datetime = AT, **changed: Any) -> bytes:
    verification = {
        "id": "12df6045-3846-3e45-946a-14fa6136d78b",
        "attemptId": str(uuid4()),
        "vendorData": str(reference),
        "code": code,
        "status": "as the code says",
        "decisionTime": at.isoformat().replace("+00:00", "Z"),
        "reason": None,
        "reasonCode": None,
        **changed,
    }
    return orjson.dumps({"status": "success", "verification": verification, "technicalData": {"ip": "203.0.113.9"}})


async def test_approved(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    body = decision(await kyc.attempt(player, "veriff"), 9001, document={"validUntil": "2090-05-22"})
    answers = await asyncio.gather(*(kyc.veriff(body) for _ in range(5)))
    assert {(answer.status_code, answer.json()["handled"]) for answer in answers} == {(200, True)}
    case = await kyc.case(player)
    assert (case.status, case.judged_by) == (KycStatus.APPROVED, "vendor veriff")
    assert case.expires_at is not None
    assert case.expires_at.year == 2090
    later = ["bet:KYC_REQUIRED@2090-05-23T00:00:00Z/"]
    assert (await kyc.checks(player), await kyc.blocks(player)) == (1, later), "the day after the last one"


@pytest.mark.parametrize(
    ("code", "status", "rejection"),
    [
        (9102, KycStatus.REJECTED, Rejection.FINAL),
        (9103, KycStatus.REJECTED, Rejection.RETRY),
        (9121, KycStatus.IN_REVIEW, None),
    ],
)
async def test_not_approved(kyc: Kyc, code: int, status: KycStatus, rejection: Rejection | None) -> None:
    player = await kyc.newcomer()
    body = decision(await kyc.attempt(player, "veriff"), code, reason="Physical document not used", reasonCode=101)
    assert (await kyc.veriff(body)).status_code == 200
    case = await kyc.case(player)
    assert (case.status, case.rejection) == (status, rejection)
    assert case.comment == ("Physical document not used" if code == 9103 else "")
    assert await kyc.blocks(player) == CLOSED


@pytest.mark.parametrize("codes", [(9001, 9102), (9102, 9001)])
async def test_the_later_decision_counts(kyc: Kyc, codes: tuple[int, int]) -> None:
    player = await kyc.newcomer()
    reference = await kyc.attempt(player, "veriff")
    times = {9001: AT, 9102: LATER}
    for code in codes:
        await kyc.veriff(decision(reference, code, times[code]))
    assert (await kyc.case(player)).status is KycStatus.REJECTED


async def test_a_session_that_ran_out_takes_no_approval_back(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    reference = await kyc.attempt(player, "veriff")
    await kyc.veriff(decision(reference, 9001))
    answer = await kyc.veriff(decision(reference, 9104, LATER, id="another-session"))
    assert (answer.status_code, answer.json()["handled"]) == (200, False)
    assert await kyc.blocks(player) == []


@pytest.mark.parametrize(("code", "action"), [(7001, "started"), (7002, "submitted")])
async def test_progress(kyc: Kyc, code: int, action: str) -> None:
    event = {"id": str(uuid4()), "feature": "selfid", "code": code, "action": action, "vendorData": str(uuid4())}
    answer = await kyc.veriff(orjson.dumps(event))
    assert (answer.status_code, answer.json()) == (200, {"received": True, "handled": False})


async def test_a_session_of_nobody(kyc: Kyc) -> None:
    answer = await kyc.veriff(decision(uuid4(), 9001))
    assert (answer.status_code, answer.json()) == (404, {"error": {"code": "UNKNOWN_APPLICANT"}})


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"X_HMAC_SIGNATURE": ""}, "SIGNATURE_MISSING"),
        ({"X_HMAC_SIGNATURE": "0" * 64}, "SIGNATURE_WRONG"),
        ({"X_HMAC_SIGNATURE": "0"}, "SIGNATURE_MALFORMED"),
        ({"X_AUTH_CLIENT": "another"}, "CLIENT_WRONG"),
    ],
)
async def test_a_stranger(kyc: Kyc, headers: dict[str, str], code: str) -> None:
    player = await kyc.newcomer()
    answer = await kyc.veriff(decision(await kyc.attempt(player, "veriff"), 9001), **headers)
    assert (answer.status_code, answer.json()) == (401, {"error": {"code": code}})
    assert (await kyc.checks(player), await kyc.blocks(player)) == (0, CLOSED)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"\xff", b"[" * 50_000, b"{}", b'{"verification": {"code": 9001}}']
)
async def test_a_body_that_is_no_webhook(kyc: Kyc, body: bytes) -> None:
    answer = await kyc.veriff(body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"].endswith("_MALFORMED")


@pytest.mark.parametrize("size", [256 * 1024 + 1, 10 * 1024 * 1024])
async def test_a_body_that_is_too_large(kyc: Kyc, size: int) -> None:
    answer = await kyc.veriff(b" " * size)
    assert (answer.status_code, answer.json()) == (413, {"error": {"code": "BODY_TOO_LARGE"}})


async def test_nothing_but_post(kyc: Kyc) -> None:
    assert (await kyc.http.get(VERIFF_WEBHOOK_PATH)).status_code == 405
