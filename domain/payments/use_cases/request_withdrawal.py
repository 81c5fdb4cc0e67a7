"""A player asks to be paid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.identity import RequireFreshProof, Viewer
from domain.jurisdiction import Profiles
from domain.payments.checks import checked_amount, checked_key
from domain.payments.payment_method import Direction, PaymentMethod
from domain.payments.ports import Gates, Withdrawals
from domain.payments.use_cases.hold_withdrawal import HoldWithdrawal
from domain.payments.withdrawal import Withdrawal
from domain.shared import Commit, Handler, Ids, Message, WithdrawalId
from domain.wallet import Settlement, meaning_of


@dataclass(frozen=True, slots=True)
class WithdrawalRequested:
    withdrawal: Withdrawal


@dataclass(frozen=True, slots=True)
class RequestWithdrawal(Message[WithdrawalRequested]):
    """``amount`` is a decimal string; a replay of the key returns the first result."""

    viewer: Viewer
    idempotency_key: str
    method: str
    amount: str
    currency: str


class RequestWithdrawalHandler:
    """The player is authenticated anew before money leaves (GLI-19 A.3.6(c)).

    Raises InvalidInput, StepUpRequired, IdempotencyConflict, GateClosed, InsufficientFunds, UnknownWallet,
    TryAgainLater.
    """

    def __init__(
        self,
        withdrawals: Withdrawals,
        gates: Gates,
        proof: Handler[RequireFreshProof, None],
        methods: Mapping[str, PaymentMethod],
        profiles: Profiles,
        settlement: Settlement,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._withdrawals = withdrawals
        self._gates = gates
        self._proof = proof
        self._methods = methods
        self._profiles = profiles
        self._settlement = settlement
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: RequestWithdrawal) -> WithdrawalRequested:
        key = checked_key(message.idempotency_key)
        gate = await self._gates.glance(message.viewer.player_id)
        profile = self._profiles.of(gate.jurisdiction, gate.profile_version)
        method, amount = checked_amount(
            self._methods, profile, Direction.WITHDRAWAL, message.method, message.amount, message.currency
        )
        await self._proof(RequireFreshProof(message.viewer))
        await self._commit()  # ends the reading: no connection is kept while the lane works
        player_id = message.viewer.player_id
        held = await self._settlement.settle(
            HoldWithdrawal(
                player_id,
                amount.currency.code,
                "withdrawals",
                f"{player_id}:{key}",
                meaning_of(method.code, amount.minor, amount.currency.code),
                WithdrawalId(self._ids.new()),
                key,
                method.code,
                method.provider,
                amount.minor,
            )
        )
        withdrawal = await self._withdrawals.get(WithdrawalId(UUID(held.withdrawal_id)))
        assert withdrawal is not None
        return WithdrawalRequested(withdrawal)
