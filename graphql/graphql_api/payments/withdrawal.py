"""``Withdrawal``."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from domain import payments
from domain.payments import FindWithdrawals
from domain.shared import WithdrawalId
from graphql_api.core import Context, Money, Node, global_id, node_loader

WithdrawalState = strawberry.enum(
    payments.WithdrawalState, name="WithdrawalState", description="Where a withdrawal stands. Values may be added."
)


@strawberry.type
class Withdrawal(Node):
    """An order to be paid out. Its amount is held from the first moment, until it is paid or comes back."""

    method: str = strawberry.field(description="The code of the payment method.")
    amount: Money
    state: payments.WithdrawalState
    reason: str | None = strawberry.field(description="Why it was rejected or failed; null otherwise.")
    requested_at: datetime
    ended_at: datetime | None = strawberry.field(description="Null while it is under way.")

    @classmethod
    def of(cls, withdrawal: payments.Withdrawal) -> "Withdrawal":
        return cls(
            id=global_id("Withdrawal", withdrawal.withdrawal_id),
            method=withdrawal.method,
            amount=Money.of(withdrawal.amount),
            state=withdrawal.state,
            reason=withdrawal.reason or None,
            requested_at=withdrawal.requested_at,
            ended_at=withdrawal.ended_at,
        )


class OwnWithdrawals(DataLoader[WithdrawalId, payments.Withdrawal | None]):
    """Of the viewer alone."""

    def __init__(self, context: Context) -> None:
        player_id = context.signed_in(while_locked=True).player_id

        async def load(ids: Sequence[WithdrawalId]) -> list[payments.Withdrawal | None]:
            found = await context.dispatch(FindWithdrawals(player_id, tuple(ids)))
            return list(found)

        super().__init__(load)


@node_loader("Withdrawal")
async def load_withdrawal(context: Context, key: str) -> Withdrawal | None:
    try:
        withdrawal_id = WithdrawalId(UUID(key))
    except ValueError:
        return None
    if context.viewer is None or str(withdrawal_id) != key:
        return None
    found = await context.loader(OwnWithdrawals).load(withdrawal_id)
    return None if found is None else Withdrawal.of(found)
