"""Hub88's amounts: integers of 1/100,000 of the currency's whole unit."""

from domain.shared import CURRENCIES

DIGITS = 5

UNITS_PER_MINOR: dict[str, int] = {
    code: 10 ** (DIGITS - currency.exponent) for code, currency in CURRENCIES.items() if currency.exponent <= DIGITS
}
"""The currencies that this encoding carries exactly. A currency with more than five decimals is not among them."""

CURRENCIES_CARRIED = tuple(sorted(UNITS_PER_MINOR))


def minor_of(amount: int, currency: str) -> int | None:
    """Minor units, or None where ``amount`` has digits that the currency does not."""
    minor, excess = divmod(amount, UNITS_PER_MINOR[currency])
    return None if excess else minor


def units_of(minor: int, currency: str) -> int:
    return minor * UNITS_PER_MINOR[currency]
