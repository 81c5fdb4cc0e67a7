"""What Veriff writes to us, read strictly and within bounds (devdocs.veriff.com, "Decision webhook" and others)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeGuard

import orjson

from app.adapters.inbound import Malformed
from domain.kyc import Answer, Rejection, Verdict

LONGEST_REASON = 500

DECISIONS: Mapping[int, tuple[Answer, Rejection | None]] = {
    9001: (Answer.GREEN, None),
    9102: (Answer.RED, Rejection.FINAL),
    9103: (Answer.RED, Rejection.RETRY),
    9121: (Answer.REVIEW, None),
}
"""Approved, declined, resubmission requested, left to us to review."""
STATUS_LABELS: Mapping[int, str] = {9102: "DECLINED", 9103: "RESUBMISSION_REQUESTED", 9121: "REVIEW"}
RAN_OUT = 9104
"""Expired or abandoned: nobody judged anything. It may come days after another session of theirs was approved."""
EVENTS = frozenset({7001, 7002})
"""Started, submitted: progress, which decides nothing."""

_ID = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """A decision about one session. ``reference`` is what we called it: Veriff's ``vendorData``."""

    reference: str
    session_id: str
    verdict: Verdict


def read_webhook(body: bytes) -> Told | None:
    """A decision, or None for an event that decides nothing. Raises Malformed."""
    told = _object(parsed(body), "BODY")
    if "verification" not in told:
        code = told.get("code")
        if code not in EVENTS:
            raise Malformed("CODE_MALFORMED")
        return None
    verification = _object(told["verification"], "VERIFICATION")
    session_id, reference = _id(verification, "id"), _id(verification, "vendorData")
    verdict = read_decision(verification)
    return None if verdict is None else Told(reference, session_id, verdict)


def read_decision(verification: Mapping[str, object]) -> Verdict | None:
    """``verification`` of a webhook, or of an answer to ``GET /v1/sessions/{id}/decision``; None: the session
    ran out. Raises Malformed.

    The reason is shown to the person where they may try again; a decline's is for staff alone, because it tells a
    forger what was noticed.
    """
    code = verification.get("code")
    if code == RAN_OUT:
        return None
    if not isinstance(code, int) or isinstance(code, bool) or code not in DECISIONS:
        raise Malformed("CODE_MALFORMED")
    answer, rejection = DECISIONS[code]
    created_at = _time(verification.get("decisionTime"))
    if answer is Answer.GREEN:
        return Verdict(created_at, answer, expires_at=_valid_until(verification.get("document")))
    reason, labels = _reason(verification), _labels(code, verification.get("reasonCode"))
    if rejection is Rejection.RETRY:
        return Verdict(created_at, answer, rejection, labels, comment=reason)
    return Verdict(created_at, answer, rejection, labels, private_comment=reason)


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


def _id(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise Malformed(f"{name.upper()}_MALFORMED")
    return value


def _time(value: object) -> datetime:
    """RFC 3339; in UTC."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Malformed("DECISION_TIME_MALFORMED")
    return at.astimezone(UTC)


def _valid_until(document: object) -> datetime | None:
    """The end of the last day on which the document is valid; None: nobody said."""
    day = document.get("validUntil") if _is_object(document) else None
    try:
        last = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC) if isinstance(day, str) else None
        return None if last is None else last + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _reason(verification: Mapping[str, object]) -> str:
    reason = verification.get("reason")
    return reason.replace("\0", "")[:LONGEST_REASON] if isinstance(reason, str) else ""


def _labels(code: int, reason_code: object) -> tuple[str, ...]:
    status = STATUS_LABELS[code]
    known = isinstance(reason_code, int) and not isinstance(reason_code, bool) and 0 < reason_code < 10_000
    return (status, f"VERIFF_{reason_code}") if known else (status,)
