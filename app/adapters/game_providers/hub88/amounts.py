"""Hub88's amounts: integers of 1/100,000 of the currency's whole unit."""

from domain.shared import CURRENCIES

DIGITS = 5

UNITS_PER_MINOR: dict[str, int] = {
    code: 10 ** (DIGITS - currency.exponent) for code, currency in CURRENCIES.items() if currency.exponent <= DIGITS
}
"""The currencies that this encoding carries exactly. A currency with more than five decimals is not among them."""

CURRENCIES_CARRIED = tuple(sorted(UNITS_PER_MINOR))
