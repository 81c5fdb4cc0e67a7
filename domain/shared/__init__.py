"""What every context speaks: money, ids, refusals, messages, pages, and the ports of time and chance."""

from domain.shared.gate_blocks import (
    GateBlock,
    blocks_of,
    closed_because,
    closed_until,
    latest_end,
    read_block,
    standing,
)
from domain.shared.ids import (
    DepositId,
    GameId,
    GameSessionId,
    PlayerId,
    RoundId,
    SessionId,
    WalletId,
    WithdrawalId,
)
from domain.shared.message import Dispatch, Handler, Message
from domain.shared.money import CURRENCIES, MAX_MINOR, Currency, Money, decimal_string, parse_decimal
from domain.shared.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page, PageRequest
from domain.shared.ports import Clock, Commit, Ids, Random
from domain.shared.refusal import (
    FieldProblem,
    IdempotencyConflict,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    Refusal,
    TooManyAttempts,
    TryAgainLater,
)

__all__ = [
    "CURRENCIES",
    "DEFAULT_PAGE_SIZE",
    "MAX_MINOR",
    "MAX_PAGE_SIZE",
    "Clock",
    "Commit",
    "Currency",
    "DepositId",
    "Dispatch",
    "FieldProblem",
    "GameId",
    "GameSessionId",
    "GateBlock",
    "Handler",
    "IdempotencyConflict",
    "Ids",
    "InvalidInput",
    "Message",
    "Money",
    "NotAllowed",
    "NotSignedIn",
    "Page",
    "PageRequest",
    "PlayerId",
    "Random",
    "Refusal",
    "RoundId",
    "SessionId",
    "TooManyAttempts",
    "TryAgainLater",
    "WalletId",
    "WithdrawalId",
    "blocks_of",
    "closed_because",
    "closed_until",
    "decimal_string",
    "latest_end",
    "parse_decimal",
    "read_block",
    "standing",
]
