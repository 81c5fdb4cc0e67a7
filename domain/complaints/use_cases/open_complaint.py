"""Open a complaint: at any hour, whatever else is closed to the player (GLI-19 A.4.4)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.complaints.complaint import (
    LONGEST_SUBJECT,
    Complaint,
    ComplaintAuthor,
    ComplaintCategory,
    ComplaintId,
    ComplaintStep,
    clock_of,
)
from domain.complaints.desk import ComplaintDesk, ComplaintView
from domain.identity import Viewer, readable_statement
from domain.jurisdiction import ComplaintRules
from domain.shared import Commit, IdempotencyConflict, InvalidInput, Message, PlayerId, TooManyAttempts

DAY = timedelta(days=1)
KEY_LENGTHS = range(8, 65)


@dataclass(frozen=True, slots=True)
class OpenComplaint(Message[ComplaintView]):
    """``subject``: one line of 1 to 150 characters; ``text``: 1 to 2,000. The same key opens the same one again."""

    viewer: Viewer
    category: ComplaintCategory
    subject: str = field(repr=False)
    text: str = field(repr=False)
    idempotency_key: str


@dataclass(frozen=True, slots=True)
class OpenComplaintHandler:
    """Raises InvalidInput; IdempotencyConflict; TooManyAttempts."""

    desk: ComplaintDesk
    commit: Commit

    async def __call__(self, message: OpenComplaint) -> ComplaintView:
        desk, player_id = self.desk, message.viewer.player_id
        if len(message.idempotency_key) not in KEY_LENGTHS or not message.idempotency_key.isprintable():
            raise InvalidInput.of("idempotencyKey", "MALFORMED")
        subject = readable_statement(message.subject, "subject")
        if len(subject) > LONGEST_SUBJECT:
            raise InvalidInput.of("subject", "TOO_LONG")
        if not subject.isprintable():
            raise InvalidInput.of("subject", "MALFORMED")
        text = readable_statement(message.text, "text")
        await desk.gates.block(player_id, ())  # one after the other: the key and the bound are exact
        now = desk.clock.now()
        known = await desk.complaints.of_key(player_id, message.idempotency_key)
        if known is not None:
            if (known.category, known.subject, known.messages[0].text) != (message.category, subject, text):
                raise IdempotencyConflict
            return ComplaintView(known, now)
        rules = await desk.rules_of(player_id)
        await self._within_the_bound(player_id, rules, now)
        acknowledge_by, answer_by = clock_of(rules, now)
        complaint = Complaint(
            id=ComplaintId(desk.ids.new()),
            player_id=player_id,
            key=message.idempotency_key,
            category=message.category,
            subject=subject,
            opened_at=now,
            acknowledge_by=acknowledge_by,
            answer_by=answer_by,
            messages=(desk.message(ComplaintAuthor.PLAYER, text, now),),
        )
        await desk.complaints.add(complaint)
        await desk.note(complaint, ComplaintStep.OPENED, now)
        await self.commit()
        return ComplaintView(complaint, now)

    async def _within_the_bound(self, player_id: PlayerId, rules: ComplaintRules, now: datetime) -> None:
        opened = await self.desk.complaints.opened_since(player_id, now - DAY, rules.per_day)
        if len(opened) >= rules.per_day:
            left = opened[-1] + DAY - now
            raise TooManyAttempts(max(1, -(-left // timedelta(seconds=1))))
