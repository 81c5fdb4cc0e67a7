"""What a jurisdiction asks of know-your-customer checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class KycLevel(IntEnum):
    """Each level has a status of its own and includes those below it."""

    NONE = 0
    IDENTITY = 1
    """Name, address and birth date agree with an independent source; no match on sanctions lists (GLI-19 2.5.2(b))."""
    DOCUMENT = 2
    """An identity document, valid today, and a face that belongs to it."""
    ADDRESS = 3
    """A document of the last three months that shows the address."""
    SOURCE_OF_FUNDS = 4
    """Where the money comes from (enhanced due diligence)."""


@dataclass(frozen=True, slots=True)
class KycThreshold:
    """Once ``measure`` reaches ``euro_minor`` within ``days`` (None: ever), ``level`` is required.

    After ``grace_days`` without it the gates in ``closes`` are closed.
    """

    reason: str
    measure: str
    """DEPOSITS (gross) or NET_DEPOSITS (less what was paid out)."""
    euro_minor: int
    days: int | None
    level: KycLevel
    closes: tuple[str, ...]
    grace_days: int


@dataclass(frozen=True, slots=True)
class KycRules:
    before: Mapping[str, KycLevel]
    """By gate, the level without which it is closed from the first day."""
    thresholds: tuple[KycThreshold, ...]
    document_types: tuple[str, ...]
    """Accepted for DOCUMENT, the most usual first."""
    document_bytes: int
    document_pixels: int
    documents_per_day: int
    """Uploads of one player; the tenth submission to a vendor declines by itself (Veriff, reason 539)."""
    starts_per_day: int
    """Visits to a vendor that one player may begin: each costs money."""
    recheck_days: int
    """Sanctions and PEP lists are asked anew this often."""
