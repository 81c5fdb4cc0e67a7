"""Write again in a complaint: staff are to answer again, by the same clock."""

from dataclasses import dataclass, field, replace

from domain.complaints.complaint import ComplaintAuthor, ComplaintId, ComplaintStep
from domain.complaints.desk import ComplaintDesk, ComplaintView
from domain.complaints.refusals import ComplaintClosed, ComplaintFull
from domain.identity import Viewer, readable_statement
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class ReplyToComplaint(Message[ComplaintView]):
    """``text``: 1 to 2,000 characters."""

    viewer: Viewer
    complaint_id: ComplaintId
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReplyToComplaintHandler:
    """Raises InvalidInput; UnknownComplaint; ComplaintClosed; ComplaintFull."""

    desk: ComplaintDesk
    commit: Commit

    async def __call__(self, message: ReplyToComplaint) -> ComplaintView:
        desk, player_id = self.desk, message.viewer.player_id
        text = readable_statement(message.text, "text")
        complaint = await desk.hold(message.complaint_id, player_id)
        if complaint.closed_at is not None:
            raise ComplaintClosed
        if complaint.replies >= (await desk.rules_of(player_id)).replies:
            raise ComplaintFull
        now = desk.clock.now()
        written = desk.message(ComplaintAuthor.PLAYER, text, now)
        complaint = replace(complaint, answered_at=None, messages=(*complaint.messages, written))
        await desk.complaints.write(complaint, written)
        await desk.complaints.save(complaint)
        await desk.note(complaint, ComplaintStep.REPLIED, now)
        await self.commit()
        return ComplaintView(complaint, now)
