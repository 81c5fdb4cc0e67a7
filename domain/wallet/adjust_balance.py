"""Staff move money with a reason."""

from dataclasses import dataclass
from datetime import datetime

from domain.shared import Ids, InvalidInput, Refusal
from domain.wallet.account import Account, Posting
from domain.wallet.command import Command
from domain.wallet.decision import Decision, TransactionKind
from domain.wallet.position import Position
from domain.wallet.refusals import InsufficientFunds


@dataclass(frozen=True, slots=True)
class BalanceAdjusted:
    sequence: int
    cash_minor: int


@dataclass(slots=True)
class AdjustBalance(Command[BalanceAdjusted]):
    """Add ``amount_minor`` (which may be negative) to cash; authorised and auditable (GLI-19 A.3.6(f))."""

    amount_minor: int
    reason: str


def decide_adjustment(
    position: Position, command: AdjustBalance, now: datetime, ids: Ids
) -> Decision[BalanceAdjusted] | Refusal:
    del now, ids
    amount, wallet = command.amount_minor, position.wallet
    if amount == 0:
        return InvalidInput.of("amount", "ZERO")
    if not command.reason.strip():
        return InvalidInput.of("reason", "EMPTY")
    if amount < 0 and wallet.playable < -amount:
        return InsufficientFunds(wallet.playable, wallet.currency)
    return Decision(
        reply=BalanceAdjusted(wallet.sequence + 1, wallet.cash + amount),
        kind=TransactionKind.ADJUSTMENT,
        postings=(Posting(Account.CASH, amount), Posting(Account.ADJUSTMENT, -amount, "staff")),
        amount_minor=amount,
        reason=command.reason,
    )
