"""Cases: where a player stands on one level."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from domain.jurisdiction import KycLevel
from domain.kyc.check import Answer, Rejection, Verdict
from domain.shared import PlayerId

LEVELS = tuple(level for level in KycLevel if level is not KycLevel.NONE)


class KycStatus(Enum):
    NOT_STARTED = "NOT_STARTED"
    STARTED = "STARTED"
    """The player is at it, here or on a vendor's page."""
    SUBMITTED = "SUBMITTED"
    """Everything was handed in; staff look at it next."""
    IN_REVIEW = "IN_REVIEW"
    """The vendor could not decide; staff do."""
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    """It was approved on a document that is no longer valid."""


WAITING = frozenset({KycStatus.SUBMITTED, KycStatus.IN_REVIEW})
"""For staff."""


@dataclass(frozen=True, slots=True)
class KycCase:
    """``reasons`` are labels and ``comment`` words for the player. ``vendor``: who checks it; None: our staff."""

    player_id: PlayerId
    level: KycLevel
    status: KycStatus = KycStatus.NOT_STARTED
    rejection: Rejection | None = None
    reasons: tuple[str, ...] = ()
    comment: str = field(default="", repr=False)
    vendor: str | None = None
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    judged_at: datetime | None = None
    judged_by: str = ""
    """``vendor <name>`` or ``staff <name>``."""
    expires_at: datetime | None = None

    def stands(self, now: datetime) -> bool:
        """Approved, and still valid."""
        return self.status is KycStatus.APPROVED and (self.expires_at is None or now < self.expires_at)

    def status_at(self, now: datetime) -> KycStatus:
        """As shown: what has run out is expired, also before it was written down."""
        return KycStatus.EXPIRED if self.status is KycStatus.APPROVED and not self.stands(now) else self.status

    def may_start(self, now: datetime) -> bool:
        """A player may begin, go on, or try again."""
        status = self.status_at(now)
        again = status is KycStatus.REJECTED and self.rejection is Rejection.RETRY
        return again or status in (KycStatus.NOT_STARTED, KycStatus.STARTED, KycStatus.EXPIRED)

    def fixes_details(self, now: datetime) -> bool:
        """Somebody judges, or has judged, by the name and address on file: they must stay what they are."""
        if self.level is not KycLevel.IDENTITY:
            return False
        status = self.status_at(now)
        return (
            status in (*WAITING, KycStatus.APPROVED)
            or (status is KycStatus.STARTED and self.vendor is not None)
            or (status is KycStatus.REJECTED and self.rejection is Rejection.FINAL)
        )

    def started(self, now: datetime, vendor: str | None) -> "KycCase":
        """``vendor`` None: here. An examination that a vendor has begun stays the vendor's."""
        going_on = self.status is KycStatus.STARTED
        return replace(
            self,
            status=KycStatus.STARTED,
            rejection=None,
            reasons=(),
            comment="",
            vendor=vendor or (self.vendor if going_on else None),
            started_at=self.started_at if going_on else now,
            submitted_at=None,
            expires_at=None,
        )

    def submitted(self, now: datetime) -> "KycCase":
        return replace(self, status=KycStatus.SUBMITTED, submitted_at=now)

    def follows(self, verdict: Verdict) -> bool:
        """Whether this verdict decides: it is the latest, and staff have not rejected the player for good.

        Of two at the same instant the stricter counts.
        """
        if self.rejection is Rejection.FINAL and self.judged_by.startswith("staff "):
            return False
        if self.judged_at is None or verdict.created_at != self.judged_at:
            return self.judged_at is None or verdict.created_at > self.judged_at
        standing = {KycStatus.APPROVED: Answer.GREEN, KycStatus.IN_REVIEW: Answer.REVIEW}.get(self.status, Answer.RED)
        return verdict.answer.strictness > standing.strictness

    def judged(self, verdict: Verdict, by: str) -> "KycCase":
        """What the verdict makes of it. A RED without a kind may be tried again."""
        status = {Answer.GREEN: KycStatus.APPROVED, Answer.RED: KycStatus.REJECTED}
        red = verdict.answer is Answer.RED
        return replace(
            self,
            status=status.get(verdict.answer, KycStatus.IN_REVIEW),
            rejection=(verdict.rejection or Rejection.RETRY) if red else None,
            reasons=verdict.labels if red else (),
            comment=verdict.comment if red else "",
            submitted_at=self.submitted_at or verdict.created_at,
            judged_at=verdict.created_at,
            judged_by=by,
            expires_at=verdict.expires_at if verdict.answer is Answer.GREEN else None,
        )

    def of_new_details(self, now: datetime) -> "KycCase":
        """Name or address have changed: what anybody concluded before says nothing of them."""
        return self if self.judged_at is None or self.judged_at >= now else replace(self, judged_at=now)

    def expired(self) -> "KycCase":
        return replace(self, status=KycStatus.EXPIRED)
