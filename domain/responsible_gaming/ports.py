"""What limits need from outside the lane."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.usage import FlowKey, Played, Usage
from domain.shared import PlayerId


class PlayStates(Protocol):
    async def lock(self, player_id: PlayerId) -> PlayState:
        """Take the player's lock until the transaction ends, then read; a player without a row has an empty state.

        Whoever changes limits, intervals or acknowledgements does it between ``lock`` and the commit: from the commit
        on, every decision of every process sees it.
        """
        ...

    async def read(self, player_id: PlayerId) -> PlayState:
        """As committed, without the lock."""
        ...

    async def played(self, player_id: PlayerId) -> Sequence[Played]:
        """What each of the player's wallets has seen of play; under ``lock``, what the next decision sees."""
        ...

    async def save(self, state: PlayState) -> None: ...

    async def from_ledger(self, player_id: PlayerId, flow: FlowKey, now: datetime, *, rolling: bool) -> Usage:
        """What the ledger holds for the present window; under ``lock``, when a flow is first counted."""
        ...
