"""The amount of a withdrawal is set aside."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.withdrawal import WithdrawalFacet, WithdrawalState
from domain.payments.withdrawal_command import withdrawal_event
from domain.shared import Ids, Refusal, WithdrawalId
from domain.wallet import (
    Account,
    Command,
    Decision,
    FacetKey,
    InsufficientFunds,
    Position,
    Posting,
    TransactionKind,
)


@dataclass(frozen=True, slots=True)
class WithdrawalHeld:
    withdrawal_id: str
    playable_minor: int
    sequence: int


@dataclass(slots=True)
class HoldWithdrawal(Command[WithdrawalHeld]):
    """Open a withdrawal and hold its amount. ``withdrawal_id`` is fresh; a replay is answered with the first one."""

    withdrawal_id: WithdrawalId
    idempotency_key: str
    method: str
    provider: str
    amount_minor: int

    def facet_keys(self) -> tuple[FacetKey, ...]:
        return ((WithdrawalFacet, self.withdrawal_id),)


def amount_is_playable(position: Position, command: HoldWithdrawal, now: datetime, /) -> Refusal | None:
    """A withdrawal takes what a stake could take; money in play, in the vault or owed stays."""
    del now
    if position.wallet.playable < command.amount_minor:
        return InsufficientFunds(position.wallet.playable, command.currency)
    return None


def decide_hold(
    position: Position, command: HoldWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalHeld] | Refusal:
    """cash → withdrawal hold."""
    del ids
    wallet, amount = position.wallet, command.amount_minor
    withdrawal = WithdrawalFacet(
        command.withdrawal_id,
        command.player_id,
        command.idempotency_key,
        command.method,
        command.provider,
        amount,
        command.currency,
        WithdrawalState.REQUESTED,
        "",
        now,
        None,
    )
    return Decision(
        reply=WithdrawalHeld(str(command.withdrawal_id), wallet.playable - amount, wallet.sequence + 1),
        kind=TransactionKind.WITHDRAWAL_REQUESTED,
        postings=(Posting(Account.CASH, -amount), Posting(Account.WITHDRAWAL_HOLD, amount)),
        amount_minor=-amount,
        payment_id=command.withdrawal_id,
        facet_changes=(withdrawal,),
        events=(withdrawal_event(withdrawal),),
    )
