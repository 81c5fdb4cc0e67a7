"""Reality checks that were answered: what the player saw, for the record (UK RTS 13B)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.responsible_gaming.play_view import SessionSummary
from domain.shared import PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class RealityCheck:
    id: UUID
    player_id: PlayerId
    session_id: SessionId
    due_at: datetime
    acknowledged_at: datetime
    shown: SessionSummary


class RealityChecks(Protocol):
    async def note(self, check: RealityCheck) -> None: ...
