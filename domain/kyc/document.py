"""Documents: pictures that a player hands in, and what they are evidence of."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from domain.jurisdiction import KycLevel
from domain.kyc.case import KycCase, KycStatus
from domain.shared import PlayerId

SHORTEST_SIDE_PIXELS = 200
"""Nobody could read less."""
LONGEST_SIDE_PIXELS = 4_096
"""Larger pictures are kept at this size."""
SHOWN = 100
"""A player's documents that are listed, the newest first."""


class DocumentType(Enum):
    PASSPORT = "PASSPORT"
    ID_CARD = "ID_CARD"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    RESIDENCE_PERMIT = "RESIDENCE_PERMIT"
    SELFIE = "SELFIE"
    """The player's face, with the document."""
    PROOF_OF_ADDRESS = "PROOF_OF_ADDRESS"
    """A bill or a statement of the last three months."""
    SOURCE_OF_FUNDS = "SOURCE_OF_FUNDS"
    """A payslip, a tax return, a statement of savings."""

    @property
    def level(self) -> KycLevel:
        """The level that it is evidence of."""
        return _LEVELS.get(self, KycLevel.DOCUMENT)

    @property
    def identity(self) -> bool:
        """Issued by an authority; the jurisdiction says which of these it accepts."""
        return self not in _LEVELS and self is not DocumentType.SELFIE


_LEVELS = {
    DocumentType.PROOF_OF_ADDRESS: KycLevel.ADDRESS,
    DocumentType.SOURCE_OF_FUNDS: KycLevel.SOURCE_OF_FUNDS,
}


class DocumentSide(Enum):
    FRONT = "FRONT"
    BACK = "BACK"


class DocumentStatus(Enum):
    PENDING = "PENDING"
    """Nobody has looked at it yet."""
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    """It was accepted, and is no longer valid."""


@dataclass(frozen=True, slots=True)
class KycDocument:
    """``expires_on``: the last day on which it is valid, as its machine-readable zone says; None: it was not told.

    ``review_reasons`` are for staff alone: how its zone differs from the account. ``mrz``: the zone's lines.
    """

    id: UUID
    player_id: PlayerId
    type: DocumentType
    side: DocumentSide
    uploaded_at: datetime
    expires_on: date | None = None
    review_reasons: tuple[str, ...] = ()
    mrz: tuple[str, ...] = field(default=(), repr=False)

    def status(self, case: KycCase, now: datetime) -> DocumentStatus:
        """What became of it: the verdict on its level, if that came after it."""
        if case.judged_at is None or case.judged_at < self.uploaded_at:
            return DocumentStatus.PENDING
        if case.status is KycStatus.REJECTED:
            return DocumentStatus.REJECTED
        if case.status not in (KycStatus.APPROVED, KycStatus.EXPIRED):
            return DocumentStatus.PENDING
        over = self.expires_on is not None and self.expires_on < now.date()
        return DocumentStatus.EXPIRED if over else DocumentStatus.ACCEPTED

    def rejection_reason(self, case: KycCase, now: datetime) -> str | None:
        """For the player: the examiner's words, or else the labels; None where it is not rejected."""
        if self.status(case, now) is not DocumentStatus.REJECTED:
            return None
        return case.comment or ", ".join(case.reasons)
