"""What a player sees of methods, deposits and withdrawals."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.jurisdiction import JurisdictionProfile
from domain.payments.deposit import Deposit
from domain.payments.payment_method import Direction, PaymentMethod
from domain.payments.ports import Deposits, Withdrawals
from domain.payments.withdrawal import Withdrawal
from domain.shared import DepositId, Message, Page, PageRequest, PlayerId, WithdrawalId


@dataclass(frozen=True, slots=True)
class ListPaymentMethods(Message[tuple[PaymentMethod, ...]]):
    """Methods on offer in this direction and currency; none for a currency that the jurisdiction does not know."""

    direction: Direction
    currency: str


class ListPaymentMethodsHandler:
    def __init__(self, methods: Mapping[str, PaymentMethod], profile: JurisdictionProfile) -> None:
        self._methods = methods
        self._profile = profile

    async def __call__(self, message: ListPaymentMethods) -> tuple[PaymentMethod, ...]:
        if message.currency not in self._profile.currencies:
            return ()
        return tuple(one for one in self._methods.values() if one.offers(message.direction, message.currency))


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
class FindDeposit(Message[Deposit | None]):
    """The player's own deposit; None for another's."""

    player_id: PlayerId
    deposit_id: DepositId


class FindDepositHandler:
    def __init__(self, deposits: Deposits) -> None:
        self._deposits = deposits

    async def __call__(self, message: FindDeposit) -> Deposit | None:
        found = await self._deposits.get(message.deposit_id)
        return found if found is not None and found.player_id == message.player_id else None


@dataclass(frozen=True, slots=True)
class FindWithdrawal(Message[Withdrawal | None]):
    """The player's own withdrawal; None for another's."""

    player_id: PlayerId
    withdrawal_id: WithdrawalId


class FindWithdrawalHandler:
    def __init__(self, withdrawals: Withdrawals) -> None:
        self._withdrawals = withdrawals

    async def __call__(self, message: FindWithdrawal) -> Withdrawal | None:
        found = await self._withdrawals.get(message.withdrawal_id)
        return found if found is not None and found.player_id == message.player_id else None
