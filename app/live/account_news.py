"""What a player's account looks like to those who follow it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.identity import EndReason
from domain.shared import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class SessionState:
    started_at: datetime
    ended: EndReason | None
    locked: bool


@dataclass(frozen=True, slots=True)
class AccountNews:
    """``sessions``: all that are open, and those that ended lately."""

    blocks: tuple[str, ...]
    sessions: Mapping[SessionId, SessionState]


class AccountFollower(Protocol):
    async def news(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, AccountNews]:
        """Of those that exist, in one snapshot."""
        ...
