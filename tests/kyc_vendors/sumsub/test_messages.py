"""Sumsub's webhooks, as its documentation shows them under "User verification webhooks"."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from app.adapters.inbound import Malformed
from app.adapters.kyc_vendors.sumsub.messages import read_webhook
from domain.kyc import Answer, Rejection, Verdict

AT = datetime(2020, 2, 21, 13, 23, 19, 321_000, tzinfo=UTC)
REVIEWED: dict[str, Any] = {
    "applicantId": "5cb56e8e0a975a35f333cb83",
    "inspectionId": "5cb56e8e0a975a35f333cb84",
    "correlationId": "req-a260b669-4f14-4bb5-a4c5-ac0218acb9a4",
    "externalUserId": "externalUserId",
    "levelName": "basic-kyc-level",
    "type": "applicantReviewed",
    "reviewResult": {"reviewAnswer": "GREEN"},
    "reviewStatus": "completed",
    "createdAt": "2020-02-21 13:23:19+0000",
    "createdAtMs": "2020-02-21 13:23:19.321",
}
RED = {
    "moderationComment": "We do not accept screenshots. Please upload an original photo.",
    "clientComment": "Screenshots are not accepted.",
    "reviewAnswer": "RED",
    "rejectLabels": ["UNSATISFACTORY_PHOTOS", "SCREENSHOTS"],
    "reviewRejectType": "RETRY",
}


def told(**changed: Any) -> Verdict | None:
    read = read_webhook(orjson.dumps({**REVIEWED, **changed}))
    return None if read is None else read.verdict


def test_green() -> None:
    read = read_webhook(orjson.dumps(REVIEWED))
    assert read is not None
    assert (read.reference, read.applicant_id) == ("externalUserId", "5cb56e8e0a975a35f333cb83")
    assert read.verdict == Verdict(AT, Answer.GREEN)


@pytest.mark.parametrize(
    ("kind", "rejection"),
    [("RETRY", Rejection.RETRY), ("FINAL", Rejection.FINAL), (None, Rejection.RETRY), ("OTHER", Rejection.RETRY)],
)
def test_red(kind: str | None, rejection: Rejection) -> None:
    verdict = told(reviewResult={**RED, "reviewRejectType": kind})
    assert verdict == Verdict(
        AT,
        Answer.RED,
        rejection,
        ("UNSATISFACTORY_PHOTOS", "SCREENSHOTS"),
        "We do not accept screenshots. Please upload an original photo.",
        "Screenshots are not accepted.",
    )
    assert "screenshots" not in repr(verdict)


def test_other_events_with_a_meaning() -> None:
    assert told(type="applicantWorkflowCompleted") == Verdict(AT, Answer.GREEN)
    assert told(type="applicantOnHold") == Verdict(AT, Answer.REVIEW)
    assert told(type="applicantDeactivated") == Verdict(AT, Answer.REVIEW, labels=("DEACTIVATED",))
    assert told(type="applicantReset") == Verdict(AT, Answer.RED, Rejection.RETRY, ("RESET",))


@pytest.mark.parametrize(
    "kind",
    [
        "applicantCreated", "applicantPending", "applicantAwaitingService", "applicantPrechecked", "applicantActivated",
        "applicantDeleted", "applicantLevelChanged", "applicantTagsChanged", "applicantPersonalInfoChanged",
        "applicantActionReviewed", "applicantActionPending", "applicantActionOnHold", "somethingNew",
    ],
)  # fmt: skip
def test_events_that_decide_nothing(kind: str) -> None:
    assert told(type=kind) is None
    assert read_webhook(orjson.dumps({"type": kind})) is None


def test_the_finer_time_counts_and_either_will_do() -> None:
    whole = AT.replace(microsecond=0)
    for changed, at in (
        ({"createdAtMs": None}, whole),
        ({"createdAtMs": "2020-02-21 13:23:19.5"}, whole.replace(microsecond=500_000)),
        ({"createdAtMs": "2020-02-21 13:23:19.321+0000"}, AT),
    ):
        verdict = told(**changed)
        assert verdict is not None
        assert verdict.created_at == at


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"type": 1}, "TYPE_MALFORMED"),
        ({"type": ""}, "TYPE_MALFORMED"),
        ({"applicantId": None}, "APPLICANTID_MALFORMED"),
        ({"applicantId": "a/b"}, "APPLICANTID_MALFORMED"),
        ({"externalUserId": "x" * 65}, "EXTERNALUSERID_MALFORMED"),
        ({"externalUserId": "a\0"}, "EXTERNALUSERID_MALFORMED"),
        ({"createdAtMs": "2020-13-40 25:61:61.000"}, "CREATED_AT_MALFORMED"),
        ({"createdAtMs": "yesterday"}, "CREATED_AT_MALFORMED"),
        ({"createdAtMs": None, "createdAt": None}, "CREATED_AT_MALFORMED"),
        ({"reviewResult": None}, "REVIEW_RESULT_MALFORMED"),
        ({"reviewResult": []}, "REVIEW_RESULT_MALFORMED"),
        ({"reviewResult": {}}, "REVIEW_ANSWER_MALFORMED"),
        ({"reviewResult": {"reviewAnswer": "green"}}, "REVIEW_ANSWER_MALFORMED"),
        ({"reviewResult": {"reviewAnswer": ["GREEN"]}}, "REVIEW_ANSWER_MALFORMED"),
    ],
)
def test_what_makes_no_sense(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as refused:
        told(**changed)
    assert refused.value.code == code


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 50_000, b"null", b"[]", b"1"])
def test_what_is_no_object(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_webhook(body)


def test_words_and_labels_are_bounded() -> None:
    verdict = told(
        reviewResult={
            **RED,
            "moderationComment": "a\0" * 5_000,
            "clientComment": {"no": "text"},
            "rejectLabels": ["GOOD", "not a label", 7, "X" * 65, *(f"L{n}" for n in range(100))],
        }
    )
    assert verdict is not None
    assert verdict.comment == "a" * 2_000
    assert verdict.private_comment == ""
    assert verdict.labels[:2] == ("GOOD", "L0")
    assert len(verdict.labels) == 47
