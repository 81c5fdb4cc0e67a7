"""Payment methods: the ways to pay that players are offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from domain.shared import InvalidInput, Money


class Direction(Enum):
    DEPOSIT = "DEPOSIT"
    WITHDRAWAL = "WITHDRAWAL"


class PaymentMethodKind(Enum):
    """How the player pays, or is paid."""

    CARD = "CARD"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest amount of one payment, in minor units."""

    min_minor: int
    max_minor: int


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """``bounds`` per direction and currency; a pair that is missing is not offered."""

    code: str
    title: str
    kind: PaymentMethodKind
    provider: str
    bounds: Mapping[tuple[Direction, str], Bounds]
    arrives: timedelta
    """How long money usually takes."""

    def offers(self, direction: Direction | None, currency: str | None) -> bool:
        """Whether something is on offer in this direction and currency; None stands for any."""
        return any(direction in (None, offered) and currency in (None, code) for offered, code in self.bounds)

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
