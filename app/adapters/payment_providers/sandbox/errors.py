"""Refusals in the provider's language: an HTTP status, and a code that its logs show to a person.

Anything but 2xx is tried again by the provider; a refusal that opened a staff case therefore is, too, harmlessly.
"""

from collections.abc import Mapping

from domain.payments import (
    NoticeConflict,
    PaidTwice,
    PaymentMismatch,
    UnknownDeposit,
    UnknownWithdrawal,
    WithdrawalMovedOn,
)
from domain.shared import IdempotencyConflict, Refusal, TryAgainLater
from domain.wallet import BalanceTooLarge, UnknownPlayer, UnknownWallet

STATUSES: Mapping[type[Refusal], int] = {
    UnknownDeposit: 404,
    UnknownWithdrawal: 404,
    UnknownPlayer: 404,
    UnknownWallet: 404,
    PaymentMismatch: 409,
    PaidTwice: 409,
    WithdrawalMovedOn: 409,
    NoticeConflict: 409,
    IdempotencyConflict: 409,
    BalanceTooLarge: 409,
    TryAgainLater: 503,
}
