"""What a player's account looks like to those who follow it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.identity import EndReason, RulesInForce
from domain.shared import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class SessionState:
    started_at: datetime
    ended: EndReason | None
    locked: bool


@dataclass(frozen=True, slots=True)
class AccountNews:
    """``sessions``: all that are open, and those that ended lately. ``kyc``: the version of the player's KYC file."""

    blocks: tuple[str, ...]
    rules: RulesInForce
    sessions: Mapping[SessionId, SessionState]
    kyc: int = 0


class AccountFollower(Protocol):
    async def news(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, AccountNews]:
        """Of those that exist, in one snapshot."""
        ...
