"""A complaint: what a player holds against us, the thread about it, and its clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import NewType
from uuid import UUID

from domain.jurisdiction import ComplaintRules
from domain.shared import PlayerId

ComplaintId = NewType("ComplaintId", UUID)
LONGEST_SUBJECT = 150


class ComplaintCategory(Enum):
    ACCOUNT = "ACCOUNT"
    BONUS = "BONUS"
    DEPOSIT = "DEPOSIT"
    GAME = "GAME"
    RESPONSIBLE_GAMING = "RESPONSIBLE_GAMING"
    VERIFICATION = "VERIFICATION"
    WITHDRAWAL = "WITHDRAWAL"
    OTHER = "OTHER"


class ComplaintState(Enum):
    OPEN = "OPEN"
    """Nobody of staff has looked at it yet."""
    ACKNOWLEDGED = "ACKNOWLEDGED"
    """Staff are to write."""
    ANSWERED = "ANSWERED"
    """Staff wrote last."""
    ESCALATED = "ESCALATED"
    """Not answered in time: a third party may decide."""
    CLOSED = "CLOSED"


class ComplaintAuthor(Enum):
    PLAYER = "PLAYER"
    STAFF = "STAFF"


class ComplaintStep(Enum):
    OPENED = "OPENED"
    REPLIED = "REPLIED"
    VIEWED = "VIEWED"
    ANSWERED = "ANSWERED"
    WITHDRAWN = "WITHDRAWN"
    CLOSED = "CLOSED"
    EXPORTED = "EXPORTED"


@dataclass(frozen=True, slots=True)
class ComplaintMessage:
    id: UUID
    written_at: datetime
    author: ComplaintAuthor
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Complaint:
    """``answered_at`` is None while staff are to write. ``messages``: the oldest first."""

    id: ComplaintId
    player_id: PlayerId
    key: str
    category: ComplaintCategory
    subject: str = field(repr=False)
    opened_at: datetime
    acknowledge_by: datetime
    answer_by: datetime
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    messages: Sequence[ComplaintMessage] = ()

    def state(self, now: datetime) -> ComplaintState:
        if self.closed_at is not None:
            return ComplaintState.CLOSED
        if self.answered_at is not None:
            return ComplaintState.ANSWERED
        if now >= self.answer_by:
            return ComplaintState.ESCALATED
        return ComplaintState.OPEN if self.acknowledged_at is None else ComplaintState.ACKNOWLEDGED

    def overdue(self, now: datetime) -> bool:
        """Staff are behind the clock: nobody has looked at it, or nobody has answered it, in time."""
        if self.closed_at is not None or self.answered_at is not None:
            return False
        return now >= (self.acknowledge_by if self.acknowledged_at is None else self.answer_by)

    @property
    def replies(self) -> int:
        """How often its player wrote again."""
        return sum(message.author is ComplaintAuthor.PLAYER for message in self.messages) - 1


def clock_of(rules: ComplaintRules, opened_at: datetime) -> tuple[datetime, datetime]:
    """Until when it is acknowledged, and answered: whole hours and days of 24 hours after it was opened."""
    return opened_at + timedelta(hours=rules.acknowledge_hours), opened_at + timedelta(days=rules.answer_days)
