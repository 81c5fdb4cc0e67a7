"""A player orders a deposit."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.jurisdiction import Profiles
from domain.payments.checks import checked_amount, checked_key
from domain.payments.deposit import Deposit, DepositState, PaymentAction
from domain.payments.payment_method import Direction, PaymentMethod
from domain.payments.ports import Deposits, Gates, PaymentProviders, Wallets
from domain.payments.refusals import PaymentDeclined
from domain.payments.use_cases.fail_deposit import FailDeposit
from domain.payments.use_cases.order_deposit import OrderDeposit
from domain.shared import Clock, Commit, DepositId, IdempotencyConflict, Message, Money, PlayerId
from domain.wallet import Settlement, meaning_of


@dataclass(frozen=True, slots=True)
class DepositStarted:
    deposit: Deposit
    action: PaymentAction


@dataclass(frozen=True, slots=True)
class StartDeposit(Message[DepositStarted]):
    """``amount`` is a decimal string; a replay of the key returns the first result."""

    player_id: PlayerId
    idempotency_key: str
    method: str
    amount: str
    currency: str


class StartDepositHandler:
    """The order is durable before the provider is asked, and the provider's payment is known to it by the order's id.

    So a crash between the two leaves an order that a replay completes, never a payment that nobody knows. Before the
    order, the settlement lane asks gates and limits, and takes room in them.
    Raises InvalidInput, IdempotencyConflict, GateClosed, the refusals of limits, PaymentDeclined, TryAgainLater.
    """

    def __init__(
        self,
        deposits: Deposits,
        wallets: Wallets,
        gates: Gates,
        methods: Mapping[str, PaymentMethod],
        providers: PaymentProviders,
        profiles: Profiles,
        settlement: Settlement,
        clock: Clock,
        commit: Commit,
    ) -> None:
        self._deposits = deposits
        self._wallets = wallets
        self._gates = gates
        self._methods = methods
        self._providers = providers
        self._profiles = profiles
        self._settlement = settlement
        self._clock = clock
        self._commit = commit

    async def __call__(self, message: StartDeposit) -> DepositStarted:
        deposit = await self._order(message)
        if deposit.state is DepositState.FAILED and deposit.action is None:
            raise PaymentDeclined(deposit.reason)
        if deposit.action is not None:
            return DepositStarted(deposit, deposit.action)
        return await self._open(deposit)

    async def _order(self, message: StartDeposit) -> Deposit:
        key = checked_key(message.idempotency_key)
        gate = await self._gates.of(message.player_id)
        profile = self._profiles.of(gate.jurisdiction, gate.profile_version)
        method, amount = checked_amount(
            self._methods, profile, Direction.DEPOSIT, message.method, message.amount, message.currency
        )
        deposit = await self._deposits.under_key(message.player_id, key)
        if (deposit is None or deposit.unopened) and (closed := gate.refusal("deposit", self._clock.now())):
            raise closed
        if deposit is None:
            deposit_id = await self._take_room(message.player_id, key, method, amount)
            deposit = await self._deposits.add(
                Deposit(
                    deposit_id,
                    message.player_id,
                    key,
                    method.code,
                    method.provider,
                    amount,
                    DepositState.PENDING,
                    reason="",
                    payment_reference=None,
                    action=None,
                    started_at=self._clock.now(),
                    ended_at=None,
                )
            )
        await self._commit()
        if not deposit.means(method.code, amount):
            raise IdempotencyConflict
        return deposit

    async def _take_room(self, player_id: PlayerId, key: str, method: PaymentMethod, amount: Money) -> DepositId:
        currency = amount.currency.code
        await self._wallets.open(player_id, currency)
        await self._commit()
        meaning = meaning_of(method.code, amount.minor, currency)
        ordered = await self._settlement.settle(
            OrderDeposit(player_id, currency, "payments", f"order:{player_id}:{key}", meaning, amount.minor)
        )
        return DepositId(UUID(ordered.deposit_id))

    async def _open(self, deposit: Deposit) -> DepositStarted:
        try:
            payment = await self._providers[deposit.provider].open_payment(deposit)
        except PaymentDeclined as declined:
            await self._settlement.settle(
                FailDeposit(
                    deposit.player_id,
                    deposit.amount.currency.code,
                    "payments",
                    f"deposit:{deposit.deposit_id}:declined",
                    meaning_of(str(deposit.deposit_id)),
                    deposit.deposit_id,
                    deposit.provider,
                    declined.reason,
                )
            )
            raise
        await self._deposits.opened(deposit.deposit_id, payment)
        await self._commit()
        opened = await self._deposits.get(deposit.deposit_id)
        assert opened is not None
        assert opened.action is not None
        return DepositStarted(opened, opened.action)
