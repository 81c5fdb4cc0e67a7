"""A withdrawal is about to be given to its provider."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.withdrawal import WithdrawalStep
from domain.payments.withdrawal_command import WithdrawalCommand, WithdrawalMoved, take_step
from domain.shared import Ids, Refusal
from domain.wallet import Decision, Position


@dataclass(slots=True)
class SubmitWithdrawal(WithdrawalCommand):
    """Durable before the provider is called: from here on staff cannot reject, because the money may be on its way."""


def decide_submit(
    position: Position, command: SubmitWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalMoved] | Refusal:
    del ids
    return take_step(position, command, WithdrawalStep.SUBMIT, now)
