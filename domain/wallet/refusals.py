"""Why money does not move."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.shared import Refusal


class UnknownPlayer(Refusal):
    code = "UNKNOWN_PLAYER"


class UnknownWallet(Refusal):
    """The player has no wallet in this currency."""

    code = "UNKNOWN_WALLET"


@dataclass(eq=False)
class InsufficientFunds(Refusal):
    """``playable_minor`` is what a stake or a withdrawal could take now."""

    code: ClassVar[str] = "INSUFFICIENT_FUNDS"
    playable_minor: int
    currency: str


@dataclass(eq=False)
class GateClosed(Refusal):
    """The player may not do this now; ``reasons`` are stable codes, ``until`` is when it opens by itself."""

    code: ClassVar[str] = "GATE_CLOSED"
    gate: str
    reasons: tuple[str, ...]
    until: datetime | None = None


class AlreadyRolledBack(Refusal):
    """The original of a rollback that came first: it must not move money any more."""

    code = "ALREADY_ROLLED_BACK"


class BalanceTooLarge(Refusal):
    """The credit would carry the balance over MAX_MINOR."""

    code = "BALANCE_TOO_LARGE"
