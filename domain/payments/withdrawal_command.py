"""What the money commands of withdrawals have in common."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.refusals import UnknownWithdrawal
from domain.payments.withdrawal import WithdrawalFacet, WithdrawalStep
from domain.shared import Refusal, WithdrawalId
from domain.wallet import Command, Decision, Event, FacetKey, Position, Posting, TransactionKind


@dataclass(frozen=True, slots=True)
class WithdrawalMoved:
    """``changed`` is false where there was nothing to do; ``state`` is the name of the state it is in."""

    withdrawal_id: str
    state: str
    changed: bool
    sequence: int


@dataclass(slots=True)
class WithdrawalCommand(Command[WithdrawalMoved]):
    """One step of one withdrawal. ``provider`` is whose withdrawal the caller takes it for."""

    withdrawal_id: WithdrawalId
    provider: str

    def facet_keys(self) -> tuple[FacetKey, ...]:
        return ((WithdrawalFacet, self.withdrawal_id),)


def known_withdrawal(position: Position, command: WithdrawalCommand) -> WithdrawalFacet | None:
    found = position.facet(WithdrawalFacet, command.withdrawal_id)
    if found is None or found.player_id != command.player_id or found.currency != command.currency:
        return None
    return found if found.provider == command.provider else None


def take_step(
    position: Position,
    command: WithdrawalCommand,
    step: WithdrawalStep,
    now: datetime,
    *,
    kind: TransactionKind | None = None,
    postings: tuple[Posting, ...] = (),
    cash_minor: int = 0,
    reason: str = "",
) -> Decision[WithdrawalMoved] | Refusal:
    """Move a withdrawal by the table; the postings are made only where its state changes."""
    found = known_withdrawal(position, command)
    if found is None:
        return UnknownWithdrawal()
    after = found.takes(step, now, reason)
    sequence = position.wallet.sequence
    if after is None:
        return Decision(reply=WithdrawalMoved(str(found.withdrawal_id), found.state.name, False, sequence))
    if isinstance(after, Refusal):
        return after
    return Decision(
        reply=WithdrawalMoved(str(found.withdrawal_id), after.state.name, True, sequence + (1 if postings else 0)),
        kind=kind,
        postings=postings,
        amount_minor=cash_minor,
        payment_id=found.withdrawal_id,
        reason=reason,
        facet_changes=(after,),
        events=(withdrawal_event(after),),
    )


def withdrawal_event(withdrawal: WithdrawalFacet) -> Event:
    """What other contexts are told of a withdrawal that moved."""
    return Event(
        f"Withdrawal{withdrawal.state.name.capitalize()}",
        {
            "playerId": str(withdrawal.player_id),
            "withdrawalId": str(withdrawal.withdrawal_id),
            "amountMinor": withdrawal.amount_minor,
            "currency": withdrawal.currency,
        },
    )
