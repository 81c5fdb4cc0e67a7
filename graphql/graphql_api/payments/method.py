"""``PaymentMethod``."""

from datetime import timedelta

import strawberry

from domain import payments
from graphql_api.core import Money

PaymentDirection = strawberry.enum(payments.Direction, name="PaymentDirection", description="Which way the money goes.")
PaymentMethodKind = strawberry.enum(
    payments.PaymentMethodKind, name="PaymentMethodKind", description="How the player pays. Values may be added."
)


@strawberry.type
class PaymentLimits:
    """How small and how large one payment may be."""

    direction: payments.Direction
    minimum: Money
    maximum: Money


@strawberry.type
class PaymentMethod:
    """A way to pay in, to be paid out, or both."""

    code: str = strawberry.field(description="What `startDeposit` and `requestWithdrawal` take as `method`.")
    title: str
    kind: payments.PaymentMethodKind
    limits: list[PaymentLimits] = strawberry.field(description="One for each direction and currency asked for.")
    arrives_within: timedelta = strawberry.field(description="How long the money usually takes.")

    @classmethod
    def of(
        cls, method: payments.PaymentMethod, direction: payments.Direction | None, currency: str | None
    ) -> "PaymentMethod":
        return cls(
            code=method.code,
            title=method.title,
            kind=method.kind,
            limits=[
                PaymentLimits(
                    direction=offered,
                    minimum=Money.minor(bounds.min_minor, code),
                    maximum=Money.minor(bounds.max_minor, code),
                )
                for (offered, code), bounds in method.bounds.items()
                if direction in (None, offered) and currency in (None, code)
            ],
            arrives_within=method.arrives,
        )
