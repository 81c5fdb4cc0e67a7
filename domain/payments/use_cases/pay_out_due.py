"""The worker moves withdrawals on: automatic approval, submission, retries."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from domain.jurisdiction import Profiles
from domain.payments.ports import DueWithdrawal, Gates, PaymentProviders, StaffCases, Withdrawals
from domain.payments.refusals import PaymentDeclined, WithdrawalMovedOn
from domain.payments.use_cases.approve_withdrawal import ApproveWithdrawal
from domain.payments.use_cases.reject_withdrawal import FailWithdrawal
from domain.payments.use_cases.submit_withdrawal import SubmitWithdrawal
from domain.payments.withdrawal import Withdrawal, WithdrawalState
from domain.payments.withdrawal_command import WithdrawalCommand
from domain.shared import Clock, Commit, Message, Refusal, TryAgainLater
from domain.wallet import Settlement, meaning_of

C = TypeVar("C", bound=WithdrawalCommand)

ATTEMPTS = 10
LEASE = timedelta(seconds=90)
ONE_ATTEMPT = timedelta(seconds=45)
"""More than one attempt can take (the provider's client gives up after 20 seconds). None begins later than so long
before the lease ends: two workers never try at once."""
BATCH = 20


def wait_after(attempts: int) -> timedelta:
    """2, 4, 8, … seconds, at most five minutes: ten attempts take about a quarter of an hour."""
    return timedelta(seconds=min(2**attempts, 300))


@dataclass(frozen=True, slots=True)
class PayOutDue(Message[int]):
    """Answered with the number of withdrawals that were due."""


class PayOutDueHandler:
    """Small withdrawals, by the profile's rules, need no staff.

    Only a provider's final no returns the hold. After the last attempt nobody knows whether the payout exists, so the
    hold stays, and staff ask the provider.
    """

    def __init__(
        self,
        withdrawals: Withdrawals,
        cases: StaffCases,
        gates: Gates,
        providers: PaymentProviders,
        profiles: Profiles,
        settlement: Settlement,
        clock: Clock,
        commit: Commit,
    ) -> None:
        self._withdrawals = withdrawals
        self._cases = cases
        self._gates = gates
        self._providers = providers
        self._profiles = profiles
        self._settlement = settlement
        self._clock = clock
        self._commit = commit

    async def __call__(self, message: PayOutDue) -> int:
        del message
        now = self._clock.now()
        due = await self._withdrawals.claim_due(now, now + LEASE, BATCH)
        await self._commit()
        for one in due:
            if self._clock.now() > now + LEASE - ONE_ATTEMPT:
                break  # the provider is slow; what is left is claimed anew
            try:
                await self._move_on(one)
            except TryAgainLater:
                await self._again(one)
            except WithdrawalMovedOn:
                continue  # staff or a notice were faster; what they did stands
            except Refusal as refusal:
                await self._leave_to_staff(one, refusal.code)
            await self._commit()
        return len(due)

    async def _move_on(self, due: DueWithdrawal) -> None:
        withdrawal = due.withdrawal
        if withdrawal.state is WithdrawalState.REQUESTED:
            if not await self._automatic(withdrawal):
                await self._withdrawals.try_again(withdrawal.withdrawal_id, None)
                return
            await self._settlement.settle(own_step(ApproveWithdrawal, withdrawal, "approved"))
        await self._settlement.settle(own_step(SubmitWithdrawal, withdrawal, f"submitted:{due.attempts}"))
        provider = self._providers.get(withdrawal.provider)
        if provider is None:
            raise TryAgainLater  # not set up in this process
        try:
            reference = await provider.pay_out(withdrawal)
        except PaymentDeclined as declined:
            await self._settlement.settle(
                FailWithdrawal(
                    withdrawal.player_id,
                    withdrawal.amount.currency.code,
                    "payments",
                    f"withdrawal:{withdrawal.withdrawal_id}:declined",
                    meaning_of(str(withdrawal.withdrawal_id)),
                    withdrawal.withdrawal_id,
                    withdrawal.provider,
                    declined.reason,
                )
            )
            return
        await self._withdrawals.submitted(withdrawal.withdrawal_id, reference)

    async def _automatic(self, withdrawal: Withdrawal) -> bool:
        """Whether the rules that its player is under ask for no review."""
        gate = await self._gates.glance(withdrawal.player_id)
        await self._commit()  # ends the reading: no connection is kept while the lane works
        rules = self._profiles.of(gate.jurisdiction, gate.profile_version).withdrawals
        return withdrawal.amount.minor <= rules.automatic_minor.get(withdrawal.amount.currency.code, 0)

    async def _again(self, due: DueWithdrawal) -> None:
        if due.attempts >= ATTEMPTS:
            await self._leave_to_staff(due, "UNCLEAR")
            return
        again_at = self._clock.now() + wait_after(due.attempts)
        await self._withdrawals.try_again(due.withdrawal.withdrawal_id, again_at)

    async def _leave_to_staff(self, due: DueWithdrawal, why: str) -> None:
        withdrawal_id, attempts = due.withdrawal.withdrawal_id, due.attempts
        await self._cases.open(f"PAYOUT_{why}", str(withdrawal_id), {"attempts": attempts}, self._clock.now())
        await self._withdrawals.try_again(withdrawal_id, None)


def own_step(kind: type[C], withdrawal: Withdrawal, step: str) -> C:
    """A step that we take ourselves: its key says which withdrawal and which step, so it is decided once.

    Each attempt to submit is a step of its own: it must see what became of the withdrawal since the last one.
    """
    return kind(
        withdrawal.player_id,
        withdrawal.amount.currency.code,
        "payments",
        f"withdrawal:{withdrawal.withdrawal_id}:{step}",
        meaning_of(str(withdrawal.withdrawal_id)),
        withdrawal.withdrawal_id,
        withdrawal.provider,
    )
