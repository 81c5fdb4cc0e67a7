"""Complaints for staff: what waits, and whole records for a regulator or a third party."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.complaints.complaint import ComplaintId, ComplaintStep
from domain.complaints.desk import ComplaintDesk, ComplaintView, checked_staff
from domain.complaints.ports import ComplaintEntry
from domain.complaints.refusals import UnknownComplaint
from domain.shared import Commit, Message

BATCH = 100


@dataclass(frozen=True, slots=True)
class ListWaitingComplaints(Message[Sequence[ComplaintView]]):
    """Those that staff are to write in, 100 at most after ``after``, in the order they were opened."""

    after: ComplaintId | None = None


@dataclass(frozen=True, slots=True)
class ListWaitingComplaintsHandler:
    desk: ComplaintDesk

    async def __call__(self, message: ListWaitingComplaints) -> Sequence[ComplaintView]:
        return await self.desk.seen(await self.desk.complaints.all(message.after, BATCH, waiting=True))


@dataclass(frozen=True, slots=True)
class ComplaintRecord:
    view: ComplaintView
    log: Sequence[ComplaintEntry]


@dataclass(frozen=True, slots=True)
class ExportComplaints(Message[Sequence[ComplaintRecord]]):
    """One, or 100 at most after ``after``, in the order they were opened."""

    by: str
    reason: str
    complaint_id: ComplaintId | None = None
    after: ComplaintId | None = None


@dataclass(frozen=True, slots=True)
class ExportComplaintsHandler:
    """Raises InvalidInput; UnknownComplaint. Each export is in the log of each complaint."""

    desk: ComplaintDesk
    commit: Commit

    async def __call__(self, message: ExportComplaints) -> Sequence[ComplaintRecord]:
        desk = self.desk
        by, reason = checked_staff(message.by, message.reason)
        if message.complaint_id is None:
            found = await desk.complaints.all(message.after, BATCH, waiting=False)
        else:
            found = await desk.complaints.get((message.complaint_id,))
            if not found:
                raise UnknownComplaint
        records = []
        for view in await desk.seen(found):
            await desk.note(view.complaint, ComplaintStep.EXPORTED, view.now, by, reason)
            records.append(ComplaintRecord(view, await desk.complaints.log_of(view.complaint.id)))
        await self.commit()
        return records
