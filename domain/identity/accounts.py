"""Accounts: what changes a player as a whole, one change at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.identity.player import Player
from domain.identity.ports import EndedSessions
from domain.identity.session import EndReason
from domain.shared import PlayerId, SessionId


class Accounts(Protocol):
    async def hold(self, player_id: PlayerId) -> Player:
        """The player, held until this transaction ends: changes of one account take turns.

        Taken before the player's gates, never after them, so that nobody waits in a circle.
        """
        ...

    async def end_sessions(
        self, player_id: PlayerId, reason: EndReason, now: datetime, spare: SessionId | None = None
    ) -> tuple[SessionId, ...]:
        """Ends every open session but ``spare``, and answers which ones these were."""
        ...

    async def keep_closing_reason(self, player_id: PlayerId, reason: str) -> None:
        """Why the player left, in their own words; empty: they did not say."""
        ...


class Holdings(Protocol):
    async def left(self, player_id: PlayerId) -> bool:
        """Whether anything in this account is still the player's: balances, stakes of open rounds, payouts under way.

        Read after the player's gates were written in the same transaction, it holds until that ends.
        """
        ...


class Erasure(Protocol):
    async def erase(self, player_id: PlayerId, reason: str, asked_by: str, now: datetime) -> None:
        """Takes out of every record what names the person or leads to them; money and its history stay."""
        ...


@dataclass(frozen=True, slots=True)
class SignOut:
    """Ends sessions with the transaction that gave the reason; ``announce`` what it answered after the commit."""

    accounts: Accounts
    ended: EndedSessions

    async def end(
        self, player_id: PlayerId, reason: EndReason, now: datetime, spare: SessionId | None = None
    ) -> tuple[SessionId, ...]:
        return await self.accounts.end_sessions(player_id, reason, now, spare)

    def announce(self, sessions: tuple[SessionId, ...]) -> None:
        for session_id in sessions:
            self.ended.announce(session_id)
