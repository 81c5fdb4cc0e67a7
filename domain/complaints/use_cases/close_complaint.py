"""Close a complaint: its player withdraws it."""

from dataclasses import dataclass, replace

from domain.complaints.complaint import ComplaintId, ComplaintStep
from domain.complaints.desk import ComplaintDesk, ComplaintView
from domain.complaints.refusals import ComplaintClosed
from domain.identity import Viewer
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class CloseComplaint(Message[ComplaintView]):
    viewer: Viewer
    complaint_id: ComplaintId


@dataclass(frozen=True, slots=True)
class CloseComplaintHandler:
    """Raises UnknownComplaint; ComplaintClosed."""

    desk: ComplaintDesk
    commit: Commit

    async def __call__(self, message: CloseComplaint) -> ComplaintView:
        desk = self.desk
        complaint = await desk.hold(message.complaint_id, message.viewer.player_id)
        if complaint.closed_at is not None:
            raise ComplaintClosed
        now = desk.clock.now()
        complaint = replace(complaint, closed_at=now)
        await desk.complaints.save(complaint)
        await desk.note(complaint, ComplaintStep.WITHDRAWN, now)
        await self.commit()
        return ComplaintView(complaint, now)
