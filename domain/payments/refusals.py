"""Why a payment is refused."""

from dataclasses import dataclass
from typing import ClassVar

from domain.shared import Refusal


class UnknownDeposit(Refusal):
    """No deposit of this player has this id."""

    code = "UNKNOWN_DEPOSIT"


class UnknownWithdrawal(Refusal):
    """No withdrawal of this player has this id."""

    code = "UNKNOWN_WITHDRAWAL"


@dataclass(eq=False)
class PaymentMismatch(Refusal):
    """The provider speaks of another amount or currency than was ordered; nothing moved, and a staff case is open."""

    code: ClassVar[str] = "PAYMENT_MISMATCH"
    ordered_minor: int
    ordered_currency: str


@dataclass(eq=False)
class WithdrawalMovedOn(Refusal):
    """The step does not fit the withdrawal's state any more."""

    code: ClassVar[str] = "WITHDRAWAL_MOVED_ON"
    state: str


class NoticeConflict(Refusal):
    """The provider used a notice id before, for another notice."""

    code = "NOTICE_CONFLICT"


@dataclass(eq=False)
class PaymentDeclined(Refusal):
    """The provider said no for good; ``reason`` is its own word for why."""

    code: ClassVar[str] = "PAYMENT_DECLINED"
    reason: str


class PaidTwice(Refusal):
    """Another payment has paid this deposit already; nothing moved, and a staff case is open."""

    code = "PAID_TWICE"
