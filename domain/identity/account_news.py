"""Live news of an account, as typed events."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.identity.session import EndReason
from domain.shared import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class GatesChanged:
    """Where the gates stand: the blocks that count now. ``locked``: the session lies idle, which closes more."""

    blocks: tuple[str, ...]
    locked: bool = False


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The profile that the player is under."""

    code: str
    version: int


@dataclass(frozen=True, slots=True)
class NewSignIn:
    session_id: SessionId
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Ended, by whomever: its tokens are worth nothing any more."""

    session_id: SessionId
    reason: EndReason


@dataclass(frozen=True, slots=True)
class SessionLocked:
    """Idle for too long: it waits for ``unlockSession``."""

    session_id: SessionId


SessionEvent = NewSignIn | SessionEnded | SessionLocked


class AccountFeed(Protocol):
    """What a player's clients follow; each closes the generator when it leaves."""

    def gates(self, player_id: PlayerId, session_id: SessionId) -> AsyncGenerator[GatesChanged, None]:
        """First where they stand for this session, then whenever they differ. State: a slow client gets the latest."""
        ...

    def rules(self, player_id: PlayerId) -> AsyncGenerator[RulesInForce, None]:
        """First the profile that holds, then whenever another does. State."""
        ...

    def sessions(self, player_id: PlayerId) -> AsyncGenerator[SessionEvent, None]:
        """What happens from now on. Notices: a client that takes none for long loses the oldest."""
        ...
