"""Exclusions: how long somebody keeps away, or is kept away, and what ends it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import NewType
from uuid import UUID

from domain.jurisdiction import ExclusionRules
from domain.shared import GateBlock, PlayerId

ExclusionId = NewType("ExclusionId", UUID)

GATES = ("bet", "deposit", "demo", "marketing")
"""What every exclusion closes (GLI-19 A.3.8); what is the player's own can always be withdrawn."""


class ExclusionKind(Enum):
    TIME_OUT = "TIME_OUT"
    """Ends by itself, and never earlier."""
    SELF_EXCLUSION = "SELF_EXCLUSION"
    """Never ends by itself: also after its time the player must ask for it."""
    REGISTER = "REGISTER"
    """By the national register, for as long as that says so."""
    OPERATOR = "OPERATOR"
    """By our staff, on a third party's word. As a self-exclusion, but its player may ask for an answer anywhere."""


class ExclusionStatus(Enum):
    IN_FORCE = "IN_FORCE"
    END_REQUESTED = "END_REQUESTED"
    """Staff answer within the days that the jurisdiction sets."""
    RUN_OUT = "RUN_OUT"
    """Past its time, and in force until the player asks to come back."""
    ENDING = "ENDING"
    """It ends after the wait that protects from haste."""
    ENDED = "ENDED"
    REPLACED = "REPLACED"
    """By a longer one."""


REASONS = {
    ExclusionKind.TIME_OUT: "TIME_OUT",
    ExclusionKind.SELF_EXCLUSION: "SELF_EXCLUDED",
    ExclusionKind.REGISTER: "REGISTER_EXCLUDED",
    ExclusionKind.OPERATOR: "OPERATOR_EXCLUDED",
}
"""What a closed gate tells."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """``ends_at`` None: for good, or unknown. ``opens_at``: when the gates open, once that is settled."""

    id: ExclusionId
    player_id: PlayerId
    kind: ExclusionKind
    reason: str = field(repr=False)
    """In the player's words; empty: they gave none."""
    requested_at: datetime
    starts_at: datetime
    ends_at: datetime | None
    end_requested_at: datetime | None = None
    end_reason: str = field(default="", repr=False)
    end_answered_at: datetime | None = None
    opens_at: datetime | None = None
    replaced_at: datetime | None = None
    origin: ExclusionId | None = None
    """Of the same person, under another account, which this one follows."""

    def status(self, now: datetime) -> ExclusionStatus:
        if self.replaced_at is not None:
            return ExclusionStatus.REPLACED
        if self.opens_at is not None:
            return ExclusionStatus.ENDING if now < self.opens_at else ExclusionStatus.ENDED
        past = self.ends_at is not None and now >= self.ends_at
        if self.kind is ExclusionKind.TIME_OUT:
            return ExclusionStatus.ENDED if past else ExclusionStatus.IN_FORCE
        if past:
            return ExclusionStatus.RUN_OUT  # also where staff never answered: coming back needs their word no more
        waits = self.end_requested_at is not None and self.end_answered_at is None
        return ExclusionStatus.END_REQUESTED if waits else ExclusionStatus.IN_FORCE

    def in_force(self, now: datetime) -> bool:
        return self.status(now) not in (ExclusionStatus.ENDED, ExclusionStatus.REPLACED)

    def outlasts(self, end: datetime | None) -> bool:
        """Whether it holds at least as long as one that ends at ``end`` (None: never); it is in force."""
        holds_until = self.opens_at or self.ends_at
        return holds_until is None or (end is not None and end <= holds_until)

    def blocks(self, rules: ExclusionRules, now: datetime) -> tuple[GateBlock, ...]:
        """What the settlement lane reads of it: with an end where it ends by itself."""
        if not self.in_force(now):
            return ()
        until = self.ends_at if self.kind is ExclusionKind.TIME_OUT else self.opens_at
        gates = GATES if rules.keeps_sign_in else (*GATES, "login")
        return tuple(GateBlock(gate, REASONS[self.kind], until) for gate in gates)

    def ending(self, opens_at: datetime) -> "Exclusion":
        return replace(self, opens_at=whole_second(opens_at))

    def followed_by(self, exclusion_id: ExclusionId, player_id: PlayerId, now: datetime) -> "Exclusion":
        """The same for another account of this person; why it was asked for stays with the first."""
        return replace(
            self, id=exclusion_id, player_id=player_id, reason="", end_reason="", starts_at=now, origin=self.id
        )


def after_hours(now: datetime, hours: int) -> datetime:
    return whole_second(now + timedelta(hours=hours))


def after_months(now: datetime, months: int) -> datetime:
    """The same day and time of a later month, in UTC; where that month lacks the day, the first of the next one.

    So no exclusion is shorter than was asked for: six months from 31 August end on 1 March.
    """
    moment = whole_second(now).astimezone(UTC)
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    try:
        day = date(year, month + 1, moment.day)
    except ValueError:
        later_year, later_month = divmod(year * 12 + month + 1, 12)
        day = date(later_year, later_month + 1, 1)
    return datetime.combine(day, moment.timetz())


def whole_second(at: datetime) -> datetime:
    """Not before ``at``: blocks keep their ends to the second."""
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)
