"""A withdrawal will not be paid: its amount goes back to the player."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.payments.refusals import UnknownWithdrawal, WithdrawalMovedOn
from domain.payments.withdrawal import WithdrawalStep
from domain.payments.withdrawal_command import WithdrawalCommand, WithdrawalMoved, known_withdrawal, take_step
from domain.shared import Ids, Refusal
from domain.wallet import Account, Decision, Position, Posting, TransactionKind


@dataclass(slots=True)
class ReturningCommand(WithdrawalCommand):
    owes_player: ClassVar[bool] = True

    reason: str
    """Shown to the player."""


@dataclass(slots=True)
class RejectWithdrawal(ReturningCommand):
    """Staff say no, before the payout was submitted."""


@dataclass(slots=True)
class FailWithdrawal(ReturningCommand):
    """The payout failed for good: the provider refused it, or says that it came back."""


@dataclass(slots=True)
class GiveUpWithdrawal(ReturningCommand):
    """Staff asked the provider, and there is no payout; refused while the worker may still make one."""


def decide_reject(
    position: Position, command: RejectWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalMoved] | Refusal:
    del ids
    return _return_hold(position, command, WithdrawalStep.REJECT, now)


def decide_fail_withdrawal(
    position: Position, command: FailWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalMoved] | Refusal:
    del ids
    return _return_hold(position, command, WithdrawalStep.FAIL, now)


def decide_give_up(
    position: Position, command: GiveUpWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalMoved] | Refusal:
    """Judged under the lock that each attempt takes to submit: an earlier one is seen here, a later one sees this."""
    del ids
    found = known_withdrawal(position, command)
    if found is not None and found.worker_tries and found.ended_at is None:
        return WithdrawalMovedOn(found.state.name)
    return _return_hold(position, command, WithdrawalStep.FAIL, now)


def _return_hold(
    position: Position, command: ReturningCommand, step: WithdrawalStep, now: datetime
) -> Decision[WithdrawalMoved] | Refusal:
    """withdrawal hold → cash."""
    found = known_withdrawal(position, command)
    if found is None:
        return UnknownWithdrawal()
    amount = found.amount_minor
    return take_step(
        position,
        command,
        step,
        now,
        kind=TransactionKind.WITHDRAWAL_REJECTED,
        postings=(Posting(Account.WITHDRAWAL_HOLD, -amount), Posting(Account.CASH, amount)),
        cash_minor=amount,
        reason=command.reason,
    )
