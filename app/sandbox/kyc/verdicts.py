"""The verdicts that a person may choose here, each with a way of its own to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Verdict(Enum):
    APPROVE = "APPROVE"
    RETRY = "RETRY"
    REJECT = "REJECT"
    APPROVE_THEN_REJECT = "APPROVE_THEN_REJECT"
    TOLD_TWICE = "TOLD_TWICE"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    """The verdict first; then, late, that the documents have arrived."""


@dataclass(frozen=True, slots=True)
class Choice:
    verdict: Verdict
    title: str
    note: str


CHOICES = (
    Choice(Verdict.APPROVE, "Approve", "Everything is in order"),
    Choice(Verdict.RETRY, "Ask to try again", "The photo is blurred"),
    Choice(Verdict.REJECT, "Reject for good", "The document is forged"),
    Choice(Verdict.APPROVE_THEN_REJECT, "Approve, later reject", "Found out after 20 seconds"),
    Choice(Verdict.TOLD_TWICE, "Approve, and tell it twice", "The same webhook again"),
    Choice(Verdict.OUT_OF_ORDER, "Approve, told out of order", "The beginning arrives last"),
)

GREEN: Mapping[str, Any] = {"reviewAnswer": "GREEN"}
BLURRED: Mapping[str, Any] = {
    "moderationComment": "The photo of your document is blurred. Please take another one in better light.",
    "clientComment": "Screenshots or photos of poor quality.",
    "reviewAnswer": "RED",
    "rejectLabels": ["UNSATISFACTORY_PHOTOS"],
    "reviewRejectType": "RETRY",
}
FORGED: Mapping[str, Any] = {
    "moderationComment": "We could not verify your identity.",
    "clientComment": "The document's security features do not match its type.",
    "reviewAnswer": "RED",
    "rejectLabels": ["FORGERY"],
    "reviewRejectType": "FINAL",
}


def review_of(verdict: Verdict) -> Mapping[str, Any]:
    """The first review; what follows it, if anything, comes of itself."""
    return {Verdict.RETRY: BLURRED, Verdict.REJECT: FORGED}.get(verdict, GREEN)
