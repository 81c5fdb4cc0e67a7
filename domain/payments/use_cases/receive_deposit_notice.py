"""A provider tells what became of a deposit."""

from dataclasses import dataclass
from datetime import datetime

from domain.payments.deposit import Deposit, DepositNews
from domain.payments.ports import Deposits, Notices, ReceivedNotice, StaffCases
from domain.payments.refusals import NoticeConflict, PaidTwice, PaymentMismatch, UnknownDeposit
from domain.payments.use_cases.confirm_deposit import ConfirmDeposit
from domain.payments.use_cases.fail_deposit import FailDeposit
from domain.shared import Clock, Commit, DepositId, IdempotencyConflict, Message, Refusal
from domain.wallet import BalanceTooLarge, Settlement, UnknownWallet, meaning_of


@dataclass(frozen=True, slots=True)
class DepositNotice(Message[None]):
    """``notice_id`` and ``payment_reference`` are the provider's; its signature was verified before."""

    provider: str
    notice_id: str
    news: DepositNews
    deposit_id: DepositId
    payment_reference: str
    paid_minor: int
    paid_currency: str
    reason: str

    def facts(self) -> dict[str, str | int | bool | None]:
        return {
            "news": self.news.value,
            "depositId": str(self.deposit_id),
            "paymentReference": self.payment_reference,
            "paidMinor": self.paid_minor,
            "paidCurrency": self.paid_currency,
            "reason": self.reason,
        }


NEEDS_STAFF = (PaymentMismatch, PaidTwice, UnknownDeposit, UnknownWallet, BalanceTooLarge, IdempotencyConflict)
"""Money arrived, and no rule may say whose it is: nothing is credited, and a person looks."""


class ReceiveDepositNotice:
    """Late, repeated and disordered notices are harmless: the deposit's table and the payment's id see to it.

    Raises NoticeConflict, a refusal of NEEDS_STAFF (the case is open by then), TryAgainLater.
    """

    def __init__(
        self,
        deposits: Deposits,
        notices: Notices,
        cases: StaffCases,
        settlement: Settlement,
        clock: Clock,
        commit: Commit,
    ) -> None:
        self._deposits = deposits
        self._notices = notices
        self._cases = cases
        self._settlement = settlement
        self._clock = clock
        self._commit = commit

    async def __call__(self, message: DepositNotice) -> None:
        now = self._clock.now()
        try:
            await self._notices.record(
                ReceivedNotice(
                    message.provider, message.notice_id, meaning_of(*message.facts().values()), message.facts(), now
                )
            )
            deposit = await self._deposits.get(message.deposit_id)
            await self._commit()
            if deposit is None:
                raise UnknownDeposit
            outcome = await self._settle(message, deposit)
        except (*NEEDS_STAFF, NoticeConflict) as refusal:
            await self._ask_staff(message, refusal, now)
            raise
        await self._notices.close(message.provider, message.notice_id, outcome)
        await self._commit()

    async def _settle(self, message: DepositNotice, deposit: Deposit) -> str:
        currency = deposit.amount.currency.code
        if message.news is DepositNews.FAILED:
            failed = await self._settlement.settle(
                FailDeposit(
                    deposit.player_id,
                    currency,
                    message.provider,
                    f"payment:{message.payment_reference}:failed",
                    meaning_of(str(deposit.deposit_id)),
                    deposit.deposit_id,
                    message.provider,
                    message.reason,
                )
            )
            return "FAILED" if failed.changed else "NOTHING_TO_DO"
        confirmed = await self._settlement.settle(
            ConfirmDeposit(
                deposit.player_id,
                currency,
                message.provider,
                f"payment:{message.payment_reference}:confirmed",
                meaning_of(str(deposit.deposit_id), message.paid_minor, message.paid_currency),
                deposit.deposit_id,
                message.payment_reference,
                message.paid_minor,
                message.paid_currency,
            )
        )
        return "CREDITED" if confirmed.credited else "NOTHING_TO_DO"

    async def _ask_staff(self, message: DepositNotice, refusal: Refusal, now: datetime) -> None:
        if not isinstance(refusal, NoticeConflict):
            await self._notices.close(message.provider, message.notice_id, refusal.code)
        await self._cases.open(
            f"DEPOSIT_{refusal.code}", f"{message.provider}:{message.payment_reference}", message.facts(), now
        )
        await self._commit()
