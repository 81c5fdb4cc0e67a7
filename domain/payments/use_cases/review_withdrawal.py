"""Staff decide about a withdrawal."""

from dataclasses import dataclass
from enum import Enum

from domain.payments.ports import Withdrawals
from domain.payments.refusals import UnknownWithdrawal
from domain.payments.use_cases.approve_withdrawal import ApproveWithdrawal
from domain.payments.use_cases.pay_out_due import own_step
from domain.payments.use_cases.reject_withdrawal import GiveUpWithdrawal, RejectWithdrawal, ReturningCommand
from domain.payments.withdrawal_command import WithdrawalMoved
from domain.shared import Clock, Commit, InvalidInput, Message, WithdrawalId
from domain.wallet import Settlement, meaning_of


class Verdict(Enum):
    APPROVE = "APPROVE"
    """May be paid out; for one that was left unclear: ask the provider once more."""
    REJECT = "REJECT"
    FAIL = "FAIL"
    """The provider was asked, and there is no payout; only once the worker has stopped trying to make one."""


@dataclass(frozen=True, slots=True)
class ReviewWithdrawal(Message[WithdrawalMoved]):
    """``reason`` is shown to the player; needed for every verdict but APPROVE."""

    withdrawal_id: WithdrawalId
    verdict: Verdict
    reason: str


class ReviewWithdrawalHandler:
    """Raises UnknownWithdrawal, InvalidInput, WithdrawalMovedOn, TryAgainLater."""

    def __init__(self, withdrawals: Withdrawals, settlement: Settlement, clock: Clock, commit: Commit) -> None:
        self._withdrawals = withdrawals
        self._settlement = settlement
        self._clock = clock
        self._commit = commit

    async def __call__(self, message: ReviewWithdrawal) -> WithdrawalMoved:
        reason = message.reason.strip()
        if message.verdict is not Verdict.APPROVE and not reason:
            raise InvalidInput.of("reason", "EMPTY")
        withdrawal = await self._withdrawals.get(message.withdrawal_id)
        if withdrawal is None:
            raise UnknownWithdrawal
        if message.verdict is Verdict.APPROVE:
            moved = await self._settlement.settle(own_step(ApproveWithdrawal, withdrawal, "approved"))
            await self._withdrawals.try_again(withdrawal.withdrawal_id, self._clock.now())
            await self._commit()
            return moved
        kind: type[ReturningCommand] = RejectWithdrawal if message.verdict is Verdict.REJECT else GiveUpWithdrawal
        return await self._settlement.settle(
            kind(
                withdrawal.player_id,
                withdrawal.amount.currency.code,
                "payments",
                f"withdrawal:{withdrawal.withdrawal_id}:{message.verdict.value.lower()}",
                meaning_of(str(withdrawal.withdrawal_id)),
                withdrawal.withdrawal_id,
                withdrawal.provider,
                reason,
            )
        )
