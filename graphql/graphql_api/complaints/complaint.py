"""Complaints for clients."""

from datetime import datetime

import strawberry

from domain import complaints as domain
from domain.complaints import FindComplaints, ListComplaints
from graphql_api.core import Connection, Context, Info, Node, global_id, node_loader, page_request, uuid_of
from graphql_api.core import query as reading
from graphql_api.identity.player_fields import PlayerFields

ComplaintCategory = strawberry.enum(
    domain.ComplaintCategory, name="ComplaintCategory", description="What a complaint is about. Values may be added."
)
ComplaintState = strawberry.enum(
    domain.ComplaintState, name="ComplaintState", description="Where a complaint stands. Values may be added."
)
ComplaintAuthor = strawberry.enum(
    domain.ComplaintAuthor, name="ComplaintAuthor", description="Who wrote. Values may be added."
)


@strawberry.type
class ComplaintMessage:
    """One message of a complaint's thread."""

    author: domain.ComplaintAuthor
    written_at: datetime
    text: str


@strawberry.type
class Complaint(Node):
    """What a player holds against us, with the clock by which we answer."""

    category: domain.ComplaintCategory
    state: domain.ComplaintState
    subject: str
    opened_at: datetime
    acknowledge_by: datetime
    answer_by: datetime = strawberry.field(description="Unanswered by then, a third party may decide: `ESCALATED`.")
    acknowledged_at: datetime | None = strawberry.field(description="Null: staff have not looked at it yet.")
    answered_at: datetime | None = strawberry.field(description="Null while staff are to write.")
    closed_at: datetime | None = strawberry.field(description="Null while it can be written in.")
    overdue: bool = strawberry.field(description="We are behind the clock.")
    messages: list[ComplaintMessage] = strawberry.field(description="The oldest first.")

    @classmethod
    def of(cls, view: domain.ComplaintView) -> "Complaint":
        complaint = view.complaint
        return cls(
            id=global_id("Complaint", complaint.id),
            category=complaint.category,
            state=complaint.state(view.now),
            subject=complaint.subject,
            opened_at=complaint.opened_at,
            acknowledge_by=complaint.acknowledge_by,
            answer_by=complaint.answer_by,
            acknowledged_at=complaint.acknowledged_at,
            answered_at=complaint.answered_at,
            closed_at=complaint.closed_at,
            overdue=complaint.overdue(view.now),
            messages=[
                ComplaintMessage(author=each.author, written_at=each.written_at, text=each.text)
                for each in complaint.messages
            ],
        )


@strawberry.type
class ComplaintPlayerFields(PlayerFields):
    @reading(Connection[Complaint].empty)
    async def complaints(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Complaint]:
        """What the player holds against us, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        return Connection.of(
            await info.context.dispatch(ListComplaints(self.player_id, request)), request, Complaint.of
        )


@node_loader("Complaint")
async def load_complaint(context: Context, key: str) -> Complaint | None:
    complaint_id = uuid_of("Complaint", global_id("Complaint", key))
    if context.viewer is None or complaint_id is None:
        return None
    ids = (domain.ComplaintId(complaint_id),)
    found = await context.dispatch(FindComplaints(context.viewer.player_id, ids))
    return next((Complaint.of(view) for view in found), None)
