"""Requests of third parties that somebody be excluded (GLI-19 A.3.8(e)): who asks, why, and what staff decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType, Protocol
from uuid import UUID

from domain.responsible_gaming.exclusion import ExclusionId
from domain.shared import PlayerId

ExclusionRequestId = NewType("ExclusionRequestId", UUID)


class Relation(Enum):
    """What whoever asks is to the player."""

    PARTNER = "PARTNER"
    FAMILY = "FAMILY"
    FRIEND = "FRIEND"
    PROFESSIONAL = "PROFESSIONAL"
    """A guardian, a doctor, a counsellor."""
    AUTHORITY = "AUTHORITY"
    OTHER = "OTHER"


class ExclusionRequestStep(Enum):
    RECORDED = "RECORDED"
    VIEWED = "VIEWED"
    EXCLUDED = "EXCLUDED"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class ExclusionRequest:
    """Told in confidence: the player never learns who asked. ``exclusion_id``: what it led to; None: nothing (yet).

    ``asked_by``, ``contact`` and ``reason`` are empty once the player has been erased.
    """

    id: ExclusionRequestId
    player_id: PlayerId
    relation: Relation
    asked_by: str = field(repr=False)
    contact: str = field(repr=False)
    """Empty: none was told."""
    reason: str = field(repr=False)
    asked_at: datetime
    recorded_at: datetime
    decided_at: datetime | None = None
    exclusion_id: ExclusionId | None = None


@dataclass(frozen=True, slots=True)
class OpenExclusionRequest:
    """What may be seen of one without a reason for looking."""

    id: ExclusionRequestId
    player_id: PlayerId
    relation: Relation
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ExclusionRequestEntry:
    """Who of staff did what with a request, when and why; kept for good."""

    id: UUID
    request_id: ExclusionRequestId
    player_id: PlayerId
    at: datetime
    step: ExclusionRequestStep
    by: str
    reason: str = field(repr=False)
    """Of looking, or of the decision; empty where it was recorded."""


class ExclusionRequests(Protocol):
    """Decided under the player's lock."""

    async def add(self, request: ExclusionRequest) -> None: ...

    async def get(self, request_id: ExclusionRequestId) -> ExclusionRequest | None: ...

    async def decide(self, request: ExclusionRequest) -> None:
        """Keep when it was decided, and what it led to."""
        ...

    async def note(self, entry: ExclusionRequestEntry) -> None: ...

    async def open_ones(self, limit: int) -> Sequence[OpenExclusionRequest]:
        """Those that nobody has decided, the oldest first."""
        ...
