"""Changes of the rules that a player is under; every one stays on file."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.identity.player import Player
from domain.shared import PlayerId


class RuleChanges(Protocol):
    async def move(self, player: Player, version: int, now: datetime) -> None:
        """From here on the player, held, is under this version of their profile, at the settlement lane too.

        Gates that a profile opens and closes are judged anew. Commits with the caller.
        """
        ...


class JudgedByProfile(Protocol):
    """Who keeps gates open and closed by what a player's profile says."""

    async def rules_changed(self, ids: Collection[PlayerId]) -> None:
        """These players, held, are under other rules than before: judge them anew. Commits with the caller."""
        ...
