"""A provider says that a payout was paid."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.payments.refusals import PaymentMismatch, UnknownWithdrawal
from domain.payments.withdrawal import WithdrawalStep
from domain.payments.withdrawal_command import WithdrawalCommand, WithdrawalMoved, known_withdrawal, take_step
from domain.shared import Ids, Refusal
from domain.wallet import Account, Decision, Position, Posting, TransactionKind


@dataclass(slots=True)
class SettleWithdrawal(WithdrawalCommand):
    """Give the held amount to the provider. ``paid_minor`` and ``paid_currency`` are the provider's words."""

    owes_player: ClassVar[bool] = True

    paid_minor: int
    paid_currency: str


def decide_settle(
    position: Position, command: SettleWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalMoved] | Refusal:
    """withdrawal hold → payment clearing."""
    del ids
    found = known_withdrawal(position, command)
    if found is None:
        return UnknownWithdrawal()
    amount = found.amount_minor
    if (command.paid_minor, command.paid_currency) != (amount, found.currency):
        return PaymentMismatch(amount, found.currency)
    return take_step(
        position,
        command,
        WithdrawalStep.SETTLE,
        now,
        kind=TransactionKind.WITHDRAWAL_PAID,
        postings=(
            Posting(Account.WITHDRAWAL_HOLD, -amount),
            Posting(Account.PAYMENT_CLEARING, amount, found.provider),
        ),
    )
