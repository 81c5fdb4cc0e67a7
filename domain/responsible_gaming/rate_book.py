"""The book of reference rates: what staff set, and every change of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol
from uuid import UUID

from domain.responsible_gaming.reference_rates import MICROS
from domain.shared import Refusal

RATE_DIGITS = 6
"""After the decimal point: rates are exact to the millionth of a euro."""
OLD_AFTER = timedelta(days=7)
"""Limits and thresholds go by a rate of any age; an older one is worth a look."""
LEAST_MICROS, MOST_MICROS = 1, 10_000_000 * MICROS
"""For one whole unit: from a millionth of a euro to ten million euros."""
LARGEST_FACTOR = 2
"""A rate that rises or falls by more is more often a slip of the pen than the market."""


@dataclass(frozen=True, slots=True)
class HeldRate:
    """In millionths of a euro for one whole unit. ``by`` empty: nobody set it, it came with the software."""

    currency: str
    euro_micros: int
    at: datetime
    by: str

    def old(self, now: datetime) -> bool:
        return now - self.at > OLD_AFTER


@dataclass(frozen=True, slots=True)
class RateChange:
    """``before`` None: the currency had no rate."""

    id: UUID
    currency: str
    before: int | None
    after: int
    at: datetime
    by: str


@dataclass(eq=False)
class RateJumps(Refusal):
    """The new rate is more than ``LARGEST_FACTOR`` times the present one, or less than that part of it."""

    code: ClassVar[str] = "RATE_JUMPS"
    before: int


class RateBook(Protocol):
    async def hold(self, currency: str) -> int | None:
        """The present rate, which nobody else changes until this transaction ends; None: it has none."""
        ...

    async def keep(self, change: RateChange) -> None:
        """The new rate, and the change on record for good."""
        ...

    async def held(self) -> Sequence[HeldRate]:
        """By currency."""
        ...
