"""Veriff's webhooks, as its documentation shows them under "Decision webhook" and "Event webhook"."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from app.adapters.inbound import Malformed
from app.adapters.kyc_vendors.veriff.messages import read_webhook
from domain.kyc import Answer, Rejection, Verdict

AT = datetime(2024, 11, 6, 7, 17, 36, 916_000, tzinfo=UTC)
DECISION: dict[str, Any] = {
    "id": "12df6045-3846-3e45-946a-14fa6136d78b",
    "attemptId": "00bca969-b53a-4fad-b065-874d41a7b2b8",
    "vendorData": "0192f3f0-0000-7000-8000-000000000001",
    "endUserId": None,
    "code": 9001,
    "status": "approved",
    "reason": None,
    "reasonCode": None,
    "decisionTime": "2024-11-06T07:17:36.916Z",
    "acceptanceTime": "2024-11-06T07:15:27.000Z",
    "person": {"firstName": "SARAH", "lastName": "MORGAN", "dateOfBirth": "1967-03-30"},
    "document": {"type": "PASSPORT", "number": "MORGA753116SM9IJ", "country": "GB", "validUntil": "2026-05-22"},
    "comments": [],
}
EVENT = {
    "id": "f04bdb47-d3be-4b28-b028-a652feb060b5",
    "attemptId": "e7d6ff8a-4a6b-4a5e-8b5a-5d3b5a5f4b5c",
    "feature": "selfid",
    "code": 7002,
    "action": "submitted",
    "vendorData": "0192f3f0-0000-7000-8000-000000000001",
}


def told(**changed: Any) -> Verdict | None:
    body = {"status": "success", "verification": {**DECISION, **changed}, "technicalData": {"ip": None}}
    read = read_webhook(orjson.dumps(body))
    return None if read is None else read.verdict


def test_approved_until_the_document_ends() -> None:
    read = read_webhook(orjson.dumps({"status": "success", "verification": DECISION}))
    assert read is not None
    assert (read.reference, read.session_id) == (DECISION["vendorData"], DECISION["id"])
    assert read.verdict == Verdict(AT, Answer.GREEN, expires_at=datetime(2026, 5, 23, tzinfo=UTC))
    documents: list[Any] = [None, {}, {"validUntil": None}, {"validUntil": "9999-12-31"}, {"validUntil": "soon"}, []]
    for document in documents:
        assert told(document=document) == Verdict(AT, Answer.GREEN)


def test_the_other_decisions() -> None:
    reason = {"reason": "Physical document not used", "reasonCode": 101}
    words = "Physical document not used"
    assert told(code=9102, status="declined", **reason) == Verdict(
        AT, Answer.RED, Rejection.FINAL, ("DECLINED", "VERIFF_101"), private_comment=words
    )
    assert told(code=9103, status="resubmission_requested", **reason) == Verdict(
        AT, Answer.RED, Rejection.RETRY, ("RESUBMISSION_REQUESTED", "VERIFF_101"), words
    )
    assert told(code=9121, status="review") == Verdict(AT, Answer.REVIEW, labels=("REVIEW",))
    assert told(code=9104, status="expired", decisionTime=None) is None


@pytest.mark.parametrize("event", [EVENT, {**EVENT, "code": 7001, "action": "started"}])
def test_progress_decides_nothing(event: dict[str, Any]) -> None:
    assert read_webhook(orjson.dumps(event)) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"id": None}, "ID_MALFORMED"),
        ({"id": "../decision"}, "ID_MALFORMED"),
        ({"vendorData": None}, "VENDORDATA_MALFORMED"),
        ({"vendorData": "x" * 65}, "VENDORDATA_MALFORMED"),
        ({"code": "9001"}, "CODE_MALFORMED"),
        ({"code": True}, "CODE_MALFORMED"),
        ({"code": 9999}, "CODE_MALFORMED"),
        ({"decisionTime": None}, "DECISION_TIME_MALFORMED"),
        ({"decisionTime": "2024-11-06T07:17:36"}, "DECISION_TIME_MALFORMED"),
        ({"decisionTime": "today"}, "DECISION_TIME_MALFORMED"),
    ],
)
def test_what_makes_no_sense(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as refused:
        told(**changed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 50_000, b"null", b"[]", b"{}", b'{"verification": 1}', b'{"code": 7003}']
)
def test_what_is_no_webhook(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_webhook(body)
