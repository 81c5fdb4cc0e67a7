"""A withdrawal may be paid out."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.withdrawal import WithdrawalStep
from domain.payments.withdrawal_command import WithdrawalCommand, WithdrawalMoved, take_step
from domain.shared import Ids, Refusal
from domain.wallet import Decision, Position


@dataclass(slots=True)
class ApproveWithdrawal(WithdrawalCommand):
    """By staff, or automatic below the profile's number; no money moves yet."""


def decide_approve(
    position: Position, command: ApproveWithdrawal, now: datetime, ids: Ids
) -> Decision[WithdrawalMoved] | Refusal:
    del ids
    return take_step(position, command, WithdrawalStep.APPROVE, now)
