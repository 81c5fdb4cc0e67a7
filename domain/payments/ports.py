"""What payments need from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.payments.deposit import Deposit, PaymentAction
from domain.payments.withdrawal import Withdrawal
from domain.shared import DepositId, Page, PageRequest, PlayerId, WithdrawalId
from domain.wallet import PlayerGate


@dataclass(frozen=True, slots=True)
class OpenedPayment:
    """``reference`` is the provider's id of the payment."""

    reference: str
    action: PaymentAction


class PaymentProvider(Protocol):
    """A company that moves money outside. Both orders are idempotent by our id: asked twice, they answer the first."""

    async def open_payment(self, deposit: Deposit) -> OpenedPayment:
        """Raises PaymentDeclined for a no that is final, TryAgainLater when the provider could not be asked."""
        ...

    async def pay_out(self, withdrawal: Withdrawal) -> str:
        """Order a payout, and answer the provider's id of it; its end is told by a notice.

        Raises PaymentDeclined when there is no payout and never will be; TryAgainLater when nobody knows.
        """
        ...


PaymentProviders = Mapping[str, PaymentProvider]


class Deposits(Protocol):
    async def add(self, deposit: Deposit) -> Deposit:
        """Store a new deposit, or answer the one that stands under the same player and key already."""
        ...

    async def under_key(self, player_id: PlayerId, idempotency_key: str) -> Deposit | None: ...

    async def get(self, deposit_id: DepositId) -> Deposit | None: ...

    async def opened(self, deposit_id: DepositId, payment: OpenedPayment) -> None:
        """Note what the provider answered; the first answer stays."""
        ...

    async def own(self, player_id: PlayerId, ids: Sequence[DepositId]) -> Mapping[DepositId, Deposit]:
        """Those of ``ids`` that are this player's."""
        ...

    async def of_player(self, player_id: PlayerId, page: PageRequest) -> Page[Deposit]:
        """Newest first."""
        ...


class Withdrawals(Protocol):
    async def get(self, withdrawal_id: WithdrawalId) -> Withdrawal | None: ...

    async def own(self, player_id: PlayerId, ids: Sequence[WithdrawalId]) -> Mapping[WithdrawalId, Withdrawal]:
        """Those of ``ids`` that are this player's."""
        ...

    async def of_player(self, player_id: PlayerId, page: PageRequest) -> Page[Withdrawal]:
        """Newest first."""
        ...

    async def claim_due(self, now: datetime, lease_until: datetime, limit: int) -> list["DueWithdrawal"]:
        """Withdrawals that wait for the worker, each claimed by one worker until ``lease_until``, its attempt counted.

        Not due are those that wait for staff (``attempt_at`` of none) and those that have their payout.
        """
        ...

    async def try_again(self, withdrawal_id: WithdrawalId, at: datetime | None) -> None:
        """Set when the worker tries next; None leaves it to staff."""
        ...

    async def submitted(self, withdrawal_id: WithdrawalId, payout_reference: str) -> None: ...


@dataclass(frozen=True, slots=True)
class DueWithdrawal:
    withdrawal: Withdrawal
    attempts: int
    """This one counted: 1 the first time. A worker that dies has used its attempt up."""


class Wallets(Protocol):
    async def open(self, player_id: PlayerId, currency: str) -> None:
        """Open the player's wallet in this currency; one that is open stays as it is."""
        ...


class Gates(Protocol):
    async def of(self, player_id: PlayerId) -> PlayerGate:
        """Read so that a change that comes at the same time waits for our commit."""
        ...

    async def glance(self, player_id: PlayerId) -> PlayerGate:
        """As it is now; nobody waits for anybody."""
        ...


class Notices(Protocol):
    async def record(self, notice: "ReceivedNotice") -> None:
        """Raises NoticeConflict when the provider used the id before, for another notice."""
        ...

    async def close(self, provider: str, notice_id: str, outcome: str) -> None:
        """Note what became of it: a code."""
        ...


@dataclass(frozen=True, slots=True)
class ReceivedNotice:
    """``digest`` is of the fields that mean something; ``facts`` are what a person would want to read."""

    provider: str
    notice_id: str
    digest: bytes
    facts: Mapping[str, str | int | bool | None]
    received_at: datetime


class StaffCases(Protocol):
    async def open(self, kind: str, subject: str, facts: Mapping[str, str | int | bool | None], now: datetime) -> None:
        """Ask a person to look; an open case of the same kind and subject stays as it is."""
        ...
