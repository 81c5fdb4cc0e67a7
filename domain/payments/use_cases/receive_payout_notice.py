"""A provider tells what became of a payout."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.payments.ports import Notices, ReceivedNotice, StaffCases, Withdrawals
from domain.payments.refusals import NoticeConflict, PaymentMismatch, UnknownWithdrawal, WithdrawalMovedOn
from domain.payments.use_cases.reject_withdrawal import FailWithdrawal
from domain.payments.use_cases.settle_withdrawal import SettleWithdrawal
from domain.payments.withdrawal import Withdrawal
from domain.payments.withdrawal_command import WithdrawalMoved
from domain.shared import Clock, Commit, IdempotencyConflict, Message, Refusal, WithdrawalId
from domain.wallet import BalanceTooLarge, Settlement, meaning_of


class PayoutNews(Enum):
    PAID = "PAID"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class PayoutNotice(Message[None]):
    """``notice_id`` and ``payout_reference`` are the provider's; its signature was verified before."""

    provider: str
    notice_id: str
    news: PayoutNews
    withdrawal_id: WithdrawalId
    payout_reference: str
    paid_minor: int
    paid_currency: str
    reason: str

    def facts(self) -> dict[str, str | int | bool | None]:
        return {
            "news": self.news.value,
            "withdrawalId": str(self.withdrawal_id),
            "payoutReference": self.payout_reference,
            "paidMinor": self.paid_minor,
            "paidCurrency": self.paid_currency,
            "reason": self.reason,
        }


NEEDS_STAFF = (PaymentMismatch, UnknownWithdrawal, WithdrawalMovedOn, BalanceTooLarge, IdempotencyConflict)
"""News that contradicts what we know: nothing moves, and a person looks."""


class ReceivePayoutNotice:
    """Raises NoticeConflict, a refusal of NEEDS_STAFF (the case is open by then), TryAgainLater."""

    def __init__(
        self,
        withdrawals: Withdrawals,
        notices: Notices,
        cases: StaffCases,
        settlement: Settlement,
        clock: Clock,
        commit: Commit,
    ) -> None:
        self._withdrawals = withdrawals
        self._notices = notices
        self._cases = cases
        self._settlement = settlement
        self._clock = clock
        self._commit = commit

    async def __call__(self, message: PayoutNotice) -> None:
        now = self._clock.now()
        try:
            await self._notices.record(
                ReceivedNotice(
                    message.provider, message.notice_id, meaning_of(*message.facts().values()), message.facts(), now
                )
            )
            withdrawal = await self._withdrawals.get(message.withdrawal_id)
            await self._commit()
            if withdrawal is None:
                raise UnknownWithdrawal
            moved = await self._settle(message, withdrawal)
        except (*NEEDS_STAFF, NoticeConflict) as refusal:
            await self._ask_staff(message, refusal, now)
            raise
        outcome = moved.state if moved.changed else "NOTHING_TO_DO"
        await self._notices.close(message.provider, message.notice_id, outcome)
        await self._commit()

    async def _settle(self, message: PayoutNotice, withdrawal: Withdrawal) -> WithdrawalMoved:
        currency = withdrawal.amount.currency.code
        if message.news is PayoutNews.PAID:
            return await self._settlement.settle(
                SettleWithdrawal(
                    withdrawal.player_id,
                    currency,
                    message.provider,
                    f"payout:{message.payout_reference}:paid",
                    meaning_of(str(withdrawal.withdrawal_id), message.paid_minor, message.paid_currency),
                    withdrawal.withdrawal_id,
                    message.provider,
                    message.paid_minor,
                    message.paid_currency,
                )
            )
        return await self._settlement.settle(
            FailWithdrawal(
                withdrawal.player_id,
                currency,
                message.provider,
                f"payout:{message.payout_reference}:failed",
                meaning_of(str(withdrawal.withdrawal_id)),
                withdrawal.withdrawal_id,
                message.provider,
                message.reason,
            )
        )

    async def _ask_staff(self, message: PayoutNotice, refusal: Refusal, now: datetime) -> None:
        if not isinstance(refusal, NoticeConflict):
            await self._notices.close(message.provider, message.notice_id, refusal.code)
        await self._cases.open(
            f"PAYOUT_{refusal.code}", f"{message.provider}:{message.payout_reference}", message.facts(), now
        )
        await self._commit()
