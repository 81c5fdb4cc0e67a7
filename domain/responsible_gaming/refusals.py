"""Why play or a deposit is refused for the player's protection."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.responsible_gaming.limit import LimitKind, LimitPeriod
from domain.shared import Refusal


@dataclass(eq=False)
class LimitExceeded(Refusal):
    """It would carry the player over a limit.

    ``remaining`` is what is left: euro cents, or seconds for SESSION_TIME. ``resets_at``: the first moment at which
    room comes back by itself; None: not by itself.
    """

    code: ClassVar[str] = "LIMIT_EXCEEDED"
    kind: LimitKind
    period: LimitPeriod | None
    remaining: int
    resets_at: datetime | None


@dataclass(eq=False)
class StakeAboveCap(Refusal):
    """The law caps a single stake in games of this kind; the cap is in ``cap_minor`` of ``cap_currency``."""

    code: ClassVar[str] = "STAKE_ABOVE_CAP"
    cap_minor: int
    cap_currency: str


@dataclass(eq=False)
class TooSoon(Refusal):
    """The next game cycle may not begin yet."""

    code: ClassVar[str] = "TOO_SOON"
    wait_ms: int


class AnotherSlotOpen(Refusal):
    """A game of another slot is under way, and only one may be played at a time (UK RTS 14C)."""

    code = "ANOTHER_SLOT_OPEN"
