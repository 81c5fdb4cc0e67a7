"""Checks: what somebody who examined a player said, and when."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from uuid import UUID

from domain.jurisdiction import KycLevel
from domain.shared import PlayerId


class Answer(Enum):
    GREEN = "GREEN"
    RED = "RED"
    REVIEW = "REVIEW"
    """For our staff to decide."""

    @property
    def strictness(self) -> int:
        return (Answer.GREEN, Answer.REVIEW, Answer.RED).index(self)


class Rejection(Enum):
    RETRY = "RETRY"
    """Another attempt may succeed: a photograph was blurred."""
    FINAL = "FINAL"
    """No further attempt is taken."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``comment`` is for the player, ``private_comment`` for staff alone; ``rejection`` goes with RED.

    ``created_at`` is the time at which whoever judged did so. ``expires_at``: until when the document that it stands
    on is valid; None: nobody said.
    """

    created_at: datetime
    answer: Answer
    rejection: Rejection | None = None
    labels: tuple[str, ...] = ()
    comment: str = field(default="", repr=False)
    private_comment: str = field(default="", repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KycCheck:
    """A verdict as it is kept. ``external_id`` is the vendor's name for what it looked at: an applicant, a session."""

    id: UUID
    player_id: PlayerId
    level: KycLevel
    vendor: str
    external_id: str
    verdict: Verdict
    received_at: datetime
    applied: bool
    """False: a later verdict, or our staff, had decided already."""
