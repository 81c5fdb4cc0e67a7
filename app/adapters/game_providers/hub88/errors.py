"""Our refusals in Hub88's words.

Source: Hub88's list of seamless wallet statuses [A]; ``TRANSACTION_ROLLED_BACK`` and ``LIMIT_REACHED`` are seen at
implementers only [C], to be confirmed at certification. After any status but OK and NOT_ENOUGH_MONEY, Hub88 rolls the
bet back.
"""

from domain.games import (
    GameSessionEnded,
    NotReversible,
    RoundIsClosed,
    UnknownBet,
    UnknownGameSession,
    UnknownRound,
    WrongCurrency,
    WrongGame,
)
from domain.responsible_gaming import AnotherSlotOpen, LimitExceeded, StakeAboveCap, TooSoon
from domain.shared import IdempotencyConflict, InvalidInput, Refusal, TryAgainLater
from domain.wallet import (
    AlreadyRolledBack,
    BalanceTooLarge,
    GateClosed,
    InsufficientFunds,
    UnknownPlayer,
    UnknownWallet,
)

OK = "RS_OK"
UNKNOWN = "RS_ERROR_UNKNOWN"
INVALID_PARTNER = "RS_ERROR_INVALID_PARTNER"
INVALID_TOKEN = "RS_ERROR_INVALID_TOKEN"  # noqa: S105
INVALID_GAME = "RS_ERROR_INVALID_GAME"
WRONG_CURRENCY = "RS_ERROR_WRONG_CURRENCY"
NOT_ENOUGH_MONEY = "RS_ERROR_NOT_ENOUGH_MONEY"
USER_DISABLED = "RS_ERROR_USER_DISABLED"
INVALID_SIGNATURE = "RS_ERROR_INVALID_SIGNATURE"
TOKEN_EXPIRED = "RS_ERROR_TOKEN_EXPIRED"  # noqa: S105
WRONG_SYNTAX = "RS_ERROR_WRONG_SYNTAX"
WRONG_TYPES = "RS_ERROR_WRONG_TYPES"
DUPLICATE_TRANSACTION = "RS_ERROR_DUPLICATE_TRANSACTION"
TRANSACTION_DOES_NOT_EXIST = "RS_ERROR_TRANSACTION_DOES_NOT_EXIST"
TRANSACTION_ROLLED_BACK = "RS_ERROR_TRANSACTION_ROLLED_BACK"

LIMIT_REACHED = "RS_ERROR_LIMIT_REACHED"

STATUS_OF: dict[type[Refusal], str] = {
    AlreadyRolledBack: TRANSACTION_ROLLED_BACK,
    AnotherSlotOpen: USER_DISABLED,
    BalanceTooLarge: UNKNOWN,
    GameSessionEnded: TOKEN_EXPIRED,
    GateClosed: USER_DISABLED,
    IdempotencyConflict: DUPLICATE_TRANSACTION,
    InsufficientFunds: NOT_ENOUGH_MONEY,
    InvalidInput: WRONG_SYNTAX,
    LimitExceeded: LIMIT_REACHED,
    NotReversible: TRANSACTION_DOES_NOT_EXIST,
    RoundIsClosed: UNKNOWN,
    StakeAboveCap: LIMIT_REACHED,
    TooSoon: LIMIT_REACHED,
    TryAgainLater: UNKNOWN,
    UnknownBet: TRANSACTION_DOES_NOT_EXIST,
    UnknownGameSession: INVALID_TOKEN,
    UnknownPlayer: INVALID_TOKEN,
    UnknownRound: TRANSACTION_DOES_NOT_EXIST,
    UnknownWallet: WRONG_CURRENCY,
    WrongCurrency: WRONG_CURRENCY,
    WrongGame: INVALID_GAME,
}
"""Complete: a test holds it against every refusal that the wallet and the games can give."""
