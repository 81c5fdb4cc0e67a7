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
        match = _DECIMAL.fullmatch(amount)
        if match is None:
            raise InvalidInput.of(f"{path}.amount", "MALFORMED")
        fraction = match[2] or ""
        if len(fraction) > known.exponent:
            raise InvalidInput.of(f"{path}.amount", "EXCESS_DIGITS")
        minor = int(match[1] + fraction.ljust(known.exponent, "0"))
        if minor > MAX_MINOR:
            raise InvalidInput.of(f"{path}.amount", "TOO_LARGE")
        return cls(minor, known)

    def __str__(self) -> str:
        """The amount as a decimal string with exactly the currency's digits, without its code."""
        return decimal_string(self.minor, self.currency.exponent)


def decimal_string(minor: int, exponent: int) -> str:
    sign = "-" if minor < 0 else ""
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    if exponent == 0:
        return sign + digits
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}"
