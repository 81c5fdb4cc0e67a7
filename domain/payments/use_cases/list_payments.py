"""What a player sees of methods, deposits and withdrawals."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.jurisdiction import JurisdictionProfile, Profiles
from domain.payments.deposit import Deposit
from domain.payments.payment_method import Direction, PaymentMethod
from domain.payments.ports import Deposits, Gates, Withdrawals
from domain.payments.withdrawal import Withdrawal
from domain.shared import DepositId, Message, Page, PageRequest, PlayerId, WithdrawalId


@dataclass(frozen=True, slots=True)
class ListPaymentMethods(Message[tuple[PaymentMethod, ...]]):
    """Methods on offer in this direction and currency, None standing for any.

    Of each, only what the jurisdiction allows: its currencies. Whose that is: ``player_id``'s, or the visitor's in
    ``country``.
    """

    direction: Direction | None
    currency: str | None
    player_id: PlayerId | None = None
    country: str | None = None


class ListPaymentMethodsHandler:
    def __init__(self, methods: Mapping[str, PaymentMethod], gates: Gates, profiles: Profiles) -> None:
        self._methods = methods
        self._gates = gates
        self._profiles = profiles

    async def __call__(self, message: ListPaymentMethods) -> tuple[PaymentMethod, ...]:
        if message.player_id is None:
            profile = self._profiles.for_visitor(message.country)
        else:
            gate = await self._gates.glance(message.player_id)
            profile = self._profiles.of(gate.jurisdiction, gate.profile_version)
        allowed = (_allowed(method, profile) for method in self._methods.values())
        return tuple(one for one in allowed if one.offers(message.direction, message.currency))


def _allowed(method: PaymentMethod, profile: JurisdictionProfile) -> PaymentMethod:
    bounds = {offer: bound for offer, bound in method.bounds.items() if offer[1] in profile.currencies}
    return replace(method, bounds=bounds)


@dataclass(frozen=True, slots=True)
class ListDeposits(Message[Page[Deposit]]):
    player_id: PlayerId
    page: PageRequest


class ListDepositsHandler:
    def __init__(self, deposits: Deposits) -> None:
        self._deposits = deposits

    async def __call__(self, message: ListDeposits) -> Page[Deposit]:
        return await self._deposits.of_player(message.player_id, message.page)


@dataclass(frozen=True, slots=True)
class ListWithdrawals(Message[Page[Withdrawal]]):
    player_id: PlayerId
    page: PageRequest


class ListWithdrawalsHandler:
    def __init__(self, withdrawals: Withdrawals) -> None:
        self._withdrawals = withdrawals

    async def __call__(self, message: ListWithdrawals) -> Page[Withdrawal]:
        return await self._withdrawals.of_player(message.player_id, message.page)


@dataclass(frozen=True, slots=True)
class FindDeposits(Message[tuple[Deposit | None, ...]]):
    """The player's own deposits in the order asked for; None for another's."""

    player_id: PlayerId
    ids: tuple[DepositId, ...]


class FindDepositsHandler:
    def __init__(self, deposits: Deposits) -> None:
        self._deposits = deposits

    async def __call__(self, message: FindDeposits) -> tuple[Deposit | None, ...]:
        found = await self._deposits.own(message.player_id, message.ids)
        return tuple(found.get(deposit_id) for deposit_id in message.ids)


@dataclass(frozen=True, slots=True)
class FindWithdrawals(Message[tuple[Withdrawal | None, ...]]):
    """The player's own withdrawals in the order asked for; None for another's."""

    player_id: PlayerId
    ids: tuple[WithdrawalId, ...]


class FindWithdrawalsHandler:
    def __init__(self, withdrawals: Withdrawals) -> None:
        self._withdrawals = withdrawals

    async def __call__(self, message: FindWithdrawals) -> tuple[Withdrawal | None, ...]:
        found = await self._withdrawals.own(message.player_id, message.ids)
        return tuple(found.get(withdrawal_id) for withdrawal_id in message.ids)
