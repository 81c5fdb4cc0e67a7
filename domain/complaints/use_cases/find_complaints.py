"""A player's complaints."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.complaints.complaint import ComplaintId
from domain.complaints.desk import ComplaintDesk, ComplaintView
from domain.shared import Message, Page, PageRequest, PlayerId


@dataclass(frozen=True, slots=True)
class ListComplaints(Message[Page[ComplaintView]]):
    """Newest first."""

    player_id: PlayerId
    page: PageRequest


@dataclass(frozen=True, slots=True)
class ListComplaintsHandler:
    desk: ComplaintDesk

    async def __call__(self, message: ListComplaints) -> Page[ComplaintView]:
        found = await self.desk.complaints.page(message.player_id, message.page)
        return Page(tuple(await self.desk.seen(found.rows)), found.cursors, more=found.more)


@dataclass(frozen=True, slots=True)
class FindComplaints(Message[Sequence[ComplaintView]]):
    """Those of the player's among ``ids``."""

    player_id: PlayerId
    ids: Sequence[ComplaintId]


@dataclass(frozen=True, slots=True)
class FindComplaintsHandler:
    desk: ComplaintDesk

    async def __call__(self, message: FindComplaints) -> Sequence[ComplaintView]:
        found = await self.desk.complaints.get(message.ids)
        return await self.desk.seen([each for each in found if each.player_id == message.player_id])
