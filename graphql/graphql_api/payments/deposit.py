"""``Deposit``, and what the player does next to pay it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from domain import payments
from domain.payments import FindDeposits
from domain.shared import DepositId
from graphql_api.core import Context, Money, Node, Url, global_id, node_loader

DepositState = strawberry.enum(
    payments.DepositState, name="DepositState", description="Where a deposit stands. Values may be added."
)


@strawberry.type
class CardForm:
    """Send the player to this page, where the card is entered; card data never touches our servers."""

    url: Url


@strawberry.type
class Redirect:
    """Send the player to this page, which leads back."""

    url: Url


PaymentAction = Annotated[
    CardForm | Redirect, strawberry.union("PaymentAction", description="What to do next. Members may be added.")
]


@strawberry.type
class Deposit(Node):
    """An order to pay in. Its money can be played with once it is confirmed."""

    method: str = strawberry.field(description="The code of the payment method.")
    amount: Money
    state: payments.DepositState
    reason: str | None = strawberry.field(description="Why it failed, as a code; null otherwise.")
    action: PaymentAction | None = strawberry.field(
        description="How to pay; null once it is confirmed, and while the provider has not answered."
    )
    started_at: datetime
    ended_at: datetime | None = strawberry.field(description="Null while it is pending.")

    @classmethod
    def of(cls, deposit: payments.Deposit) -> "Deposit":
        open_to_pay = deposit.action is not None and deposit.state is not payments.DepositState.CONFIRMED
        return cls(
            id=global_id("Deposit", deposit.deposit_id),
            method=deposit.method,
            amount=Money.of(deposit.amount),
            state=deposit.state,
            reason=deposit.reason or None,
            action=shown_action(deposit.action) if deposit.action is not None and open_to_pay else None,
            started_at=deposit.started_at,
            ended_at=deposit.ended_at,
        )


def shown_action(action: payments.PaymentAction) -> CardForm | Redirect:
    return (CardForm if isinstance(action, payments.CardForm) else Redirect)(url=Url(action.url))


class OwnDeposits(DataLoader[DepositId, payments.Deposit | None]):
    """Of the viewer alone."""

    def __init__(self, context: Context) -> None:
        player_id = context.signed_in(while_locked=True).player_id

        async def load(ids: Sequence[DepositId]) -> list[payments.Deposit | None]:
            found = await context.dispatch(FindDeposits(player_id, tuple(ids)))
            return list(found)

        super().__init__(load)


@node_loader("Deposit")
async def load_deposit(context: Context, key: str) -> Deposit | None:
    try:
        deposit_id = DepositId(UUID(key))
    except ValueError:
        return None
    if context.viewer is None or str(deposit_id) != key:
        return None
    found = await context.loader(OwnDeposits).load(deposit_id)
    return None if found is None else Deposit.of(found)
