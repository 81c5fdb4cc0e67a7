"""Money: integers of minor units inside, exact decimal strings at the edges, floats nowhere."""

import re
from dataclasses import dataclass

from domain.shared.refusal import InvalidInput

MAX_MINOR = 10**17
"""No single amount or balance may exceed this; sums of it stay far inside PostgreSQL's bigint (9.2e18)."""

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,17})(?:\.([0-9]{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Currency:
    """``code`` is ISO 4217 or a crypto code; ``exponent`` the number of decimal digits of its minor unit."""

    code: str
    exponent: int


CURRENCIES: dict[str, Currency] = {
    currency.code: currency
    for currency in (
        Currency("EUR", 2),
        Currency("GBP", 2),
        Currency("USD", 2),
        Currency("JPY", 0),
        Currency("USDT", 6),
        Currency("BTC", 8),
        Currency("TON", 9),
    )
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of ``minor`` units of ``currency``; may be negative where a movement is meant."""

    minor: int
    currency: Currency

    @classmethod
    def parse(cls, amount: str, currency: str, path: str = "amount") -> "Money":
        """Read an unsigned decimal string; excess digits are refused, never rounded.

        Raises InvalidInput naming ``<path>.amount`` or ``<path>.currency`` with MALFORMED, TOO_LARGE,
        EXCESS_DIGITS or UNKNOWN_CURRENCY.
        """
        known = CURRENCIES.get(currency)
        if known is None:
            raise InvalidInput.of(f"{path}.currency", "UNKNOWN_CURRENCY")
        return cls(parse_decimal(amount, known.exponent, f"{path}.amount"), known)

    def __str__(self) -> str:
        """The amount as a decimal string with exactly the currency's digits, without its code."""
        return decimal_string(self.minor, self.currency.exponent)


def parse_decimal(text: str, exponent: int, path: str) -> int:
    """An unsigned decimal string as units of ten to the minus ``exponent``; excess digits are refused, never rounded.

    Raises InvalidInput naming ``path`` with MALFORMED, EXCESS_DIGITS or TOO_LARGE (above ``MAX_MINOR``).
    """
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise InvalidInput.of(path, "MALFORMED")
    fraction = match[2] or ""
    if len(fraction) > exponent:
        raise InvalidInput.of(path, "EXCESS_DIGITS")
    units = int(match[1] + fraction.ljust(exponent, "0"))
    if units > MAX_MINOR:
        raise InvalidInput.of(path, "TOO_LARGE")
    return units


def decimal_string(minor: int, exponent: int) -> str:
    sign = "-" if minor < 0 else ""
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    if exponent == 0:
        return sign + digits
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}"
