"""What staff do with a complaint: look at it, answer it, close it. Each names who and why, and is on record."""

from dataclasses import dataclass, field, replace

from domain.complaints.complaint import Complaint, ComplaintAuthor, ComplaintId, ComplaintStep
from domain.complaints.desk import ComplaintDesk, ComplaintView, checked_staff
from domain.complaints.refusals import ComplaintClosed
from domain.identity import Channel, Messenger, Template, readable_statement
from domain.identity import Message as Letter
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class ViewComplaint(Message[ComplaintView]):
    """The first look acknowledges it."""

    complaint_id: ComplaintId
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ViewComplaintHandler:
    """Raises InvalidInput; UnknownComplaint."""

    desk: ComplaintDesk
    commit: Commit

    async def __call__(self, message: ViewComplaint) -> ComplaintView:
        by, reason = checked_staff(message.by, message.reason)
        complaint, now = await self.desk.hold(message.complaint_id), self.desk.clock.now()
        if complaint.acknowledged_at is None and complaint.closed_at is None:
            complaint = replace(complaint, acknowledged_at=now)
            await self.desk.complaints.save(complaint)
        await self.desk.note(complaint, ComplaintStep.VIEWED, now, by, reason)
        await self.commit()
        return ComplaintView(complaint, now)


@dataclass(frozen=True, slots=True)
class AnswerComplaint(Message[ComplaintView]):
    """``text``: for the player to read, 1 to 2,000 characters."""

    complaint_id: ComplaintId
    text: str = field(repr=False)
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerComplaintHandler:
    """Raises InvalidInput; UnknownComplaint; ComplaintClosed. The player is told by e-mail."""

    desk: ComplaintDesk
    messenger: Messenger
    commit: Commit

    async def __call__(self, message: AnswerComplaint) -> ComplaintView:
        desk = self.desk
        by, reason = checked_staff(message.by, message.reason)
        text = readable_statement(message.text, "text")
        complaint, now = await desk.hold(message.complaint_id), desk.clock.now()
        if complaint.closed_at is not None:
            raise ComplaintClosed
        written = desk.message(ComplaintAuthor.STAFF, text, now)
        complaint = replace(
            complaint,
            acknowledged_at=complaint.acknowledged_at or now,
            answered_at=now,
            messages=(*complaint.messages, written),
        )
        await desk.complaints.write(complaint, written)
        await desk.complaints.save(complaint)
        await desk.note(complaint, ComplaintStep.ANSWERED, now, by, reason)
        await self.messenger.send(await _letter(desk, complaint, Template.COMPLAINT_ANSWERED))
        await self.commit()
        return ComplaintView(complaint, now)


@dataclass(frozen=True, slots=True)
class SettleComplaint(Message[ComplaintView]):
    """Closed by staff."""

    complaint_id: ComplaintId
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class SettleComplaintHandler:
    """Raises InvalidInput; UnknownComplaint; ComplaintClosed. The player is told by e-mail."""

    desk: ComplaintDesk
    messenger: Messenger
    commit: Commit

    async def __call__(self, message: SettleComplaint) -> ComplaintView:
        desk = self.desk
        by, reason = checked_staff(message.by, message.reason)
        complaint, now = await desk.hold(message.complaint_id), desk.clock.now()
        if complaint.closed_at is not None:
            raise ComplaintClosed
        complaint = replace(complaint, closed_at=now)
        await desk.complaints.save(complaint)
        await desk.note(complaint, ComplaintStep.CLOSED, now, by, reason)
        await self.messenger.send(await _letter(desk, complaint, Template.COMPLAINT_CLOSED))
        await self.commit()
        return ComplaintView(complaint, now)


async def _letter(desk: ComplaintDesk, complaint: Complaint, template: Template) -> Letter:
    player = await desk.player(complaint.player_id)
    return Letter(Channel.EMAIL, player.email.shown, template, player.language, player_id=player.id)
