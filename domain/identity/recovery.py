"""Recovery requests: somebody who knows the password, but whose second factor is gone for good, asks staff for help.

Approved is not done: for as long as the profile says, the owner who still has the factor can stop it by showing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType, Protocol
from uuid import UUID

from domain.shared import PlayerId

RecoveryRequestId = NewType("RecoveryRequestId", UUID)


class RecoveryState(Enum):
    ASKED = "ASKED"
    APPROVED = "APPROVED"
    """Takes effect at ``due_at``."""
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    """The second factor was shown meanwhile: it is not lost."""
    DONE = "DONE"


@dataclass(frozen=True, slots=True)
class RecoveryRequest:
    """``statement`` is what the player wrote, ``reason`` what staff did; both sealed at rest."""

    id: RecoveryRequestId
    player_id: PlayerId
    statement: str = field(repr=False)
    asked_at: datetime
    state: RecoveryState = RecoveryState.ASKED
    decided_at: datetime | None = None
    decided_by: str = ""
    reason: str = field(default="", repr=False)
    due_at: datetime | None = None


class RecoveryRequests(Protocol):
    async def add(self, request: RecoveryRequest) -> bool:
        """Whether it was taken: a player has one at a time that is asked or approved."""
        ...

    async def hold(self, id_: RecoveryRequestId) -> RecoveryRequest | None:
        """Held until this transaction ends."""
        ...

    async def save(self, request: RecoveryRequest) -> None:
        """What was decided."""
        ...

    async def pending(self, limit: int) -> Sequence[RecoveryRequest]:
        """Those asked or approved, oldest first."""
        ...

    async def next_due(self, now: datetime) -> RecoveryRequest | None:
        """One approved request whose time has come, held until this transaction ends; not one that somebody holds."""
        ...

    async def factor_shown(self, player_id: PlayerId, since: datetime) -> bool:
        """Whether this player has signed in, or stepped up, since then: with the factor on, nobody can without it."""
        ...
