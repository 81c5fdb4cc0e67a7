"""Payment methods: the ways to pay that players are offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from domain.shared import InvalidInput, Money


class Direction(Enum):
    DEPOSIT = "DEPOSIT"
    WITHDRAWAL = "WITHDRAWAL"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest amount of one payment, in minor units."""

    min_minor: int
    max_minor: int


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """``bounds`` per direction and currency; a pair that is missing is not offered."""

    code: str
    name: str
    provider: str
    bounds: Mapping[tuple[Direction, str], Bounds]
    arrives: timedelta
    """How long money usually takes."""

    def offers(self, direction: Direction, currency: str) -> bool:
        return (direction, currency) in self.bounds

    def check(self, direction: Direction, amount: Money) -> None:
        """Raises InvalidInput naming ``method``, ``amount.currency`` or ``amount.amount``."""
        if not any(offered is direction for offered, _ in self.bounds):
            raise InvalidInput.of("method", "WRONG_DIRECTION")
        bounds = self.bounds.get((direction, amount.currency.code))
        if bounds is None:
            raise InvalidInput.of("amount.currency", "NOT_OFFERED")
        if amount.minor < bounds.min_minor:
            raise InvalidInput.of("amount.amount", "TOO_SMALL")
        if amount.minor > bounds.max_minor:
            raise InvalidInput.of("amount.amount", "TOO_LARGE")
