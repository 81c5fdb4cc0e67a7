"""Money at this edge: exact decimal strings, never floats."""

import strawberry

from domain import shared
from graphql_api.core.scalars import CurrencyCode, DecimalText


@strawberry.type
class Money:
    """An exact amount of one currency."""

    amount: DecimalText = strawberry.field(description="A decimal string with exactly the currency's digits.")
    currency: CurrencyCode

    @classmethod
    def of(cls, money: shared.Money) -> "Money":
        return cls(amount=DecimalText(str(money)), currency=CurrencyCode(money.currency.code))

    @classmethod
    def minor(cls, amount_minor: int, currency: str) -> "Money":
        """From integer minor units of a known currency."""
        return cls.of(shared.Money(amount_minor, shared.CURRENCIES[currency]))


@strawberry.input
class MoneyInput:
    """An amount that the player names; excess digits are refused, never rounded."""

    amount: str = strawberry.field(description='An unsigned decimal string: "10.00".')
    currency: str = strawberry.field(description="ISO 4217, or the code of a crypto currency.")

    def read(self, path: str = "amount") -> shared.Money:
        """The domain's money. Raises InvalidInput naming ``<path>.amount`` or ``<path>.currency``."""
        return shared.Money.parse(self.amount, self.currency, path)
