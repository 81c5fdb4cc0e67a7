"""A provider says that a deposit was paid."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.deposit import DEPOSIT_TABLE, DepositFacet, DepositNews, DepositState
from domain.payments.refusals import PaidTwice, PaymentMismatch, UnknownDeposit
from domain.shared import MAX_MINOR, DepositId, Ids, Refusal
from domain.wallet import (
    Account,
    BalanceTooLarge,
    Command,
    Decision,
    Event,
    FacetKey,
    Position,
    Posting,
    TransactionKind,
)


@dataclass(frozen=True, slots=True)
class DepositConfirmed:
    """``credited`` is false where the deposit was credited before."""

    deposit_id: str
    credited: bool
    sequence: int


@dataclass(slots=True)
class ConfirmDeposit(Command[DepositConfirmed]):
    """Credit a deposit. ``caller`` is the provider, ``key`` its payment's id with the news.

    No gate is asked: the money has arrived, and it is the player's. ``paid_minor`` and ``paid_currency`` are the
    provider's words; ``currency`` is the deposit's own.
    """

    deposit_id: DepositId
    payment_reference: str
    paid_minor: int
    paid_currency: str

    def facet_keys(self) -> tuple[FacetKey, ...]:
        return ((DepositFacet, self.deposit_id),)


def decide_confirm(
    position: Position, command: ConfirmDeposit, now: datetime, ids: Ids
) -> Decision[DepositConfirmed] | Refusal:
    """payment clearing → cash."""
    del ids
    wallet = position.wallet
    deposit = position.facet(DepositFacet, command.deposit_id)
    if deposit is None or deposit.player_id != command.player_id or deposit.provider != command.caller:
        return UnknownDeposit()
    amount = deposit.amount_minor
    if (command.paid_minor, command.paid_currency) != (amount, deposit.currency):
        return PaymentMismatch(amount, deposit.currency)
    state = DEPOSIT_TABLE[DepositNews.CONFIRMED, deposit.state]
    if state is None and deposit.paid_by != command.payment_reference:
        return PaidTwice()
    if state is None:
        return Decision(reply=DepositConfirmed(str(deposit.deposit_id), False, wallet.sequence))
    if wallet.currency != deposit.currency:
        return PaymentMismatch(amount, deposit.currency)
    if wallet.cash + amount > MAX_MINOR:
        return BalanceTooLarge()
    return Decision(
        reply=DepositConfirmed(str(deposit.deposit_id), True, wallet.sequence + 1),
        kind=TransactionKind.DEPOSIT,
        postings=(Posting(Account.CASH, amount), Posting(Account.PAYMENT_CLEARING, -amount, deposit.provider)),
        amount_minor=amount,
        payment_id=deposit.deposit_id,
        facet_changes=(deposit.confirmed(state, command.payment_reference, now),),
        events=(deposit_event(deposit, state),),
    )


def deposit_event(deposit: DepositFacet, state: DepositState) -> Event:
    """What other contexts are told of a deposit that ended."""
    return Event(
        f"Deposit{state.name.capitalize()}",
        {
            "playerId": str(deposit.player_id),
            "depositId": str(deposit.deposit_id),
            "amountMinor": deposit.amount_minor,
            "currency": deposit.currency,
        },
    )
