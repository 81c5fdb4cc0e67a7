"""Why a limit does not change, or a question of ours is not settled."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.responsible_gaming.limit import LimitKind
from domain.shared import Refusal


class UnknownLimit(Refusal):
    """The player has set no such limit."""

    code = "UNKNOWN_LIMIT"


class NothingToConfirm(Refusal):
    """No looser limit waits for a word: it was confirmed, replaced, or its time is over."""

    code = "NOTHING_TO_CONFIRM"


@dataclass(eq=False)
class TooEarlyToConfirm(Refusal):
    """A looser limit was asked for too short a while ago."""

    code: ClassVar[str] = "TOO_EARLY_TO_CONFIRM"
    confirm_from: datetime


@dataclass(eq=False)
class LimitRequired(Refusal):
    """The player's rules want a limit of one of these kinds; none at all cannot be chosen."""

    code: ClassVar[str] = "LIMIT_REQUIRED"
    kinds: tuple[LimitKind, ...]


class NothingToAcknowledge(Refusal):
    """No reality check is due."""

    code = "NOTHING_TO_ACKNOWLEDGE"
