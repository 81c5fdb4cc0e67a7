"""Data exports: everything we hold about a player, in one machine-readable file (GLI-19 A.3.4: portable export)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType, Protocol
from uuid import UUID

from domain.shared import PlayerId

DataExportId = NewType("DataExportId", UUID)


@dataclass(frozen=True, slots=True)
class DataExport:
    """``ready_at`` None: a worker is at it. Fetched once, or deleted at ``expires_at``."""

    id: DataExportId
    player_id: PlayerId
    requested_at: datetime
    expires_at: datetime
    ready_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExportLink:
    """``url`` says which export and until when, signed; nothing about whose."""

    url: str = field(repr=False)
    expires_at: datetime


class Fetching(Enum):
    TAKEN = "TAKEN"
    """By this call, the only one that may: the file goes to whoever asked."""
    NOT_READY = "NOT_READY"
    GONE = "GONE"
    """Fetched before, expired, or never there."""


class DataExports(Protocol):
    async def add(self, export: DataExport) -> None: ...

    async def waiting(self, player_id: PlayerId, now: datetime) -> DataExport | None:
        """The player's newest one that can still be fetched."""
        ...

    async def fetch(self, id_: DataExportId, now: datetime) -> tuple[Fetching, PlayerId | None]:
        """Takes it, if it is there to be taken; one caller of a race gets it. Whose it is, when taken."""
        ...


class ExportLinks(Protocol):
    def sign(self, id_: DataExportId, expires_at: datetime) -> ExportLink: ...
