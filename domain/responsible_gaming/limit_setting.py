"""Limits as somebody set them: by whom, in what words, since when, and what looser one waits to be confirmed."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NewType, Protocol
from uuid import UUID

from domain.responsible_gaming.limit import LimitKey, LimitKind, LimitPeriod
from domain.shared import Money, PlayerId

LimitId = NewType("LimitId", UUID)


class LimitOwner(Enum):
    PLAYER = "PLAYER"
    OPERATOR = "OPERATOR"
    """Set by staff for this player; the stricter wins (GLI-19 2.5.5)."""
    HOUSE = "HOUSE"
    """The jurisdiction's or the house's, for everybody."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What a limit holds at: euro cents, or seconds for SESSION_TIME. ``typed``: in the words of who set it."""

    value: int
    typed: Money | None = None


@dataclass(frozen=True, slots=True)
class LooserOffer:
    """What its player asked for and may confirm in this time; silence keeps the stricter one."""

    amount: Amount | None
    """None: no limit any more."""
    confirm_from: datetime
    confirm_until: datetime


@dataclass(frozen=True, slots=True)
class LimitSetting:
    id: LimitId
    player_id: PlayerId
    kind: LimitKind
    period: LimitPeriod | None
    owner: LimitOwner
    amount: Amount
    since: datetime
    offer: LooserOffer | None = None

    @property
    def key(self) -> LimitKey:
        return self.kind, self.period

    def open_offer(self, now: datetime) -> LooserOffer | None:
        """None too when it was not confirmed in time."""
        return self.offer if self.offer is not None and now < self.offer.confirm_until else None


class LimitStep(Enum):
    """What happened to a limit, for the log that is never changed."""

    SET = "SET"
    TIGHTENED = "TIGHTENED"
    LOOSENING_ASKED = "LOOSENING_ASKED"
    LOOSENED = "LOOSENED"
    REMOVAL_ASKED = "REMOVAL_ASKED"
    REMOVED = "REMOVED"
    OFFER_DROPPED = "OFFER_DROPPED"
    """A stricter word, or the same one again, took the place of a looser one that waited."""
    INTERVAL_SET = "INTERVAL_SET"
    """Of the reality check, in seconds."""


REALITY_CHECK = "REALITY_CHECK"
BY_PLAYER = "PLAYER"


@dataclass(frozen=True, slots=True)
class LimitEntry:
    """Request time, reason, type, start, end, and by whom (GLI-19 2.8.5(i))."""

    id: UUID
    player_id: PlayerId
    kind: str
    period: str
    owner: LimitOwner
    step: LimitStep
    before: int | None
    after: int | None
    at: datetime
    starts_at: datetime
    """When ``after`` holds from; of a looser one, when it may be confirmed from."""
    ends_at: datetime | None
    """Of a looser one, until when it may be confirmed; of one that is removed, when it ended."""
    by: str = BY_PLAYER
    """PLAYER, or the name of a member of staff."""
    reason: str = ""


class LimitSettings(Protocol):
    """Written under the player's lock (``PlayStates.lock``), in the transaction that saves the play state."""

    async def of(self, player_id: PlayerId) -> tuple[LimitSetting, ...]:
        """All that hold, the oldest first."""
        ...

    async def keep(self, setting: LimitSetting) -> None: ...

    async def drop(self, setting: LimitSetting) -> None: ...

    async def note(self, entry: LimitEntry) -> None: ...

    async def currencies(self, player_id: PlayerId) -> tuple[str, ...]:
        """What the player holds wallets in."""
        ...
