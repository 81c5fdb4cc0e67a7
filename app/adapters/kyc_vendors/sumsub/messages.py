"""What Sumsub writes to us, read strictly and within bounds (docs.sumsub.com, "User verification webhooks")."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeGuard

import orjson

from app.adapters.inbound import Malformed
from domain.kyc import Answer, Rejection, Verdict

LONGEST_COMMENT = 2_000
MOST_LABELS = 50

REVIEWED = frozenset({"applicantReviewed", "applicantWorkflowCompleted"})
"""These carry a review. Several may come for one applicant, and a later RED takes an earlier GREEN back."""
LEFT_TO_US: Mapping[str, tuple[str, ...]] = {"applicantOnHold": (), "applicantDeactivated": ("DEACTIVATED",)}
"""Neither yes nor no: our staff look at it."""
BEGINS_ANEW = "applicantReset"
"""Everything that was shown is void; the person may begin again."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+0000|Z)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict about one applicant. ``reference`` is what we called them: Sumsub's ``externalUserId``."""

    reference: str
    applicant_id: str
    verdict: Verdict


def read_webhook(body: bytes) -> Told | None:
    """A verdict, or None for an event that decides nothing. Raises Malformed."""
    event = _object(parsed(body), "BODY")
    kind = event.get("type")
    if not isinstance(kind, str) or not kind:
        raise Malformed("TYPE_MALFORMED")
    if kind not in REVIEWED and kind not in LEFT_TO_US and kind != BEGINS_ANEW:
        return None
    applicant_id, reference = _id(event, "applicantId"), _id(event, "externalUserId")
    created_at = read_time(event.get("createdAtMs") or event.get("createdAt"), "CREATED_AT")
    if kind in REVIEWED:
        verdict = read_review(event.get("reviewResult"), created_at)
    elif kind == BEGINS_ANEW:
        verdict = Verdict(created_at, Answer.RED, Rejection.RETRY, ("RESET",))
    else:
        verdict = Verdict(created_at, Answer.REVIEW, labels=LEFT_TO_US[kind])
    return Told(reference, applicant_id, verdict)


def read_review(value: object, created_at: datetime) -> Verdict:
    """``reviewResult``. A RED that does not say whether it is final may be tried again. Raises Malformed."""
    review = _object(value, "REVIEW_RESULT")
    comments = {name: _comment(review.get(name)) for name in ("moderationComment", "clientComment")}
    labels = _labels(review.get("rejectLabels"))
    match review.get("reviewAnswer"):
        case "GREEN":
            return Verdict(created_at, Answer.GREEN)
        case "RED":
            final = review.get("reviewRejectType") == "FINAL"
            kind = Rejection.FINAL if final else Rejection.RETRY
            return Verdict(
                created_at, Answer.RED, kind, labels, comments["moderationComment"], comments["clientComment"]
            )
    raise Malformed("REVIEW_ANSWER_MALFORMED")


def read_time(value: object, what: str) -> datetime:
    """``2020-02-21 13:23:19.321`` or ``2020-02-21 13:23:19+0000``, in UTC. Raises Malformed."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Malformed(f"{what}_MALFORMED")
    try:
        whole = datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S")
    except ValueError:
        raise Malformed(f"{what}_MALFORMED") from None
    return whole.replace(microsecond=int((found[2] or "").ljust(6, "0")), tzinfo=UTC)


def parsed(body: bytes) -> object:
    """Raises Malformed."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Malformed("JSON_MALFORMED") from None


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _object(value: object, what: str) -> dict[str, object]:
    if not _is_object(value):
        raise Malformed(f"{what}_MALFORMED")
    return value


def _id(event: dict[str, object], name: str) -> str:
    value = event.get(name)
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise Malformed(f"{name.upper()}_MALFORMED")
    return value


def _comment(value: object) -> str:
    """Written by a person at Sumsub, or absent."""
    return value.replace("\0", "")[:LONGEST_COMMENT] if isinstance(value, str) else ""


def _labels(value: object) -> tuple[str, ...]:
    told = value[:MOST_LABELS] if isinstance(value, list) else []
    return tuple(label for label in told if isinstance(label, str) and _LABEL.fullmatch(label))
