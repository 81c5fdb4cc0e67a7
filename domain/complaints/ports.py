"""What complaints need from outside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.complaints.complaint import Complaint, ComplaintId, ComplaintMessage, ComplaintStep
from domain.shared import Page, PageRequest, PlayerId


@dataclass(frozen=True, slots=True)
class ComplaintEntry:
    """What was done to a complaint. ``by``: ``PLAYER``, or who of staff."""

    id: UUID
    at: datetime
    step: ComplaintStep
    by: str
    reason: str = field(default="", repr=False)


class Complaints(Protocol):
    async def add(self, complaint: Complaint) -> None:
        """With its messages."""
        ...

    async def save(self, complaint: Complaint) -> None:
        """The moments of its clock."""
        ...

    async def write(self, complaint: Complaint, message: ComplaintMessage) -> None: ...

    async def note(self, complaint: Complaint, entry: ComplaintEntry) -> None: ...

    async def lock(self, complaint_id: ComplaintId) -> Complaint | None:
        """As committed last, and nobody else's to change until the transaction ends."""
        ...

    async def get(self, ids: Sequence[ComplaintId]) -> Sequence[Complaint]: ...

    async def of_key(self, player_id: PlayerId, key: str) -> Complaint | None: ...

    async def opened_since(self, player_id: PlayerId, since: datetime, most: int) -> Sequence[datetime]:
        """When the player opened one, after ``since``; the newest first, ``most`` of them."""
        ...

    async def page(self, player_id: PlayerId, page: PageRequest) -> Page[Complaint]:
        """Newest first."""
        ...

    async def all(self, after: ComplaintId | None, size: int, *, waiting: bool) -> Sequence[Complaint]:
        """In the order they were opened; ``waiting``: those that staff are to write in."""
        ...

    async def log_of(self, complaint_id: ComplaintId) -> Sequence[ComplaintEntry]:
        """The oldest first."""
        ...
