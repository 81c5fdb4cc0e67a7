"""What an amount is worth in euro cents, for limits and thresholds that count across currencies."""

from typing import Protocol

from domain.shared import CURRENCIES

MICROS = 1_000_000


class ReferenceRates(Protocol):
    """Kept in memory: decisions ask it, and it does no input or output then."""

    def euro_micros(self, currency: str) -> int:
        """Millionths of a euro that one whole unit of ``currency`` is worth. Raises KeyError for one without a rate."""
        ...


def euro_up(rates: ReferenceRates, currency: str, minor: int) -> int:
    """``minor`` units in euro cents, rounded up: what is spent never counts for less than it is."""
    return minor if currency == "EUR" else -euro_down(rates, currency, -minor)


def euro_down(rates: ReferenceRates, currency: str, minor: int) -> int:
    """In euro cents, rounded down: what comes back never counts for more than it is."""
    if currency == "EUR":
        return minor
    units: int = 10 ** CURRENCIES[currency].exponent
    return minor * rates.euro_micros(currency) * 100 // (units * MICROS)
