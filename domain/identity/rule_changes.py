"""Changes of the rules that a player is under; every one stays on file."""

from datetime import datetime
from typing import Protocol

from domain.identity.player import Player


class RuleChanges(Protocol):
    async def move(self, player: Player, version: int, now: datetime) -> None:
        """From here on the player, held, is under this version of their profile, at the settlement lane too.

        Commits with the caller.
        """
        ...
