"""Opening a complaint, writing in it, withdrawing it."""

from typing import Annotated

import strawberry

from domain import complaints as domain
from domain.complaints import CloseComplaint, OpenComplaint, ReplyToComplaint
from graphql_api.complaints.complaint import Complaint
from graphql_api.core import (
    IdempotencyConflict,
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    UserError,
    mutation,
    refusal,
    require_uuid,
)


@refusal({domain.UnknownComplaint: "There is no such complaint."}, reaction="Read `me { complaints }` again.")
class UnknownComplaint(UserError):
    """The player has no complaint with this id."""


@refusal(
    {domain.ComplaintClosed: "This complaint is closed."},
    reaction="Show it as closed; offer to open another one.",
)
class ComplaintClosed(UserError):
    """Nothing more is written in it."""


@refusal(
    {domain.ComplaintFull: "Nothing more can be written in this complaint."},
    reaction="Offer to open another one.",
)
class ComplaintFull(UserError):
    """Its player has written in it as often as it goes."""


@strawberry.input
class OpenComplaintInput:
    category: domain.ComplaintCategory
    subject: str = strawberry.field(description="One line of 1 to 150 characters.")
    text: str = strawberry.field(description="1 to 2,000 characters.")
    idempotency_key: str = strawberry.field(description="8 to 64 characters; the same key opens the same one again.")


@strawberry.input
class ReplyToComplaintInput:
    complaint_id: strawberry.ID
    text: str = strawberry.field(description="1 to 2,000 characters.")


@strawberry.input
class CloseComplaintInput:
    complaint_id: strawberry.ID


@strawberry.type
class OpenComplaintSuccess:
    """It is with us; `complaint.answerBy` says until when it is answered."""

    complaint: Complaint


@strawberry.type
class ReplyToComplaintSuccess:
    """It is for us to write again, by the same `complaint.answerBy`."""

    complaint: Complaint


@strawberry.type
class CloseComplaintSuccess:
    """It is withdrawn; what was written stays readable."""

    complaint: Complaint


OpenComplaintResult = Annotated[
    OpenComplaintSuccess | TooManyAttempts | IdempotencyConflict | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("OpenComplaintResult"),
]
ReplyToComplaintResult = Annotated[
    ReplyToComplaintSuccess
    | ComplaintClosed
    | ComplaintFull
    | UnknownComplaint
    | InvalidInput
    | NotAllowed
    | NotSignedIn,
    strawberry.union("ReplyToComplaintResult"),
]
CloseComplaintResult = Annotated[
    CloseComplaintSuccess | ComplaintClosed | UnknownComplaint | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("CloseComplaintResult"),
]


@strawberry.type
class ComplaintMutations:
    @mutation
    async def open_complaint(self, info: Info, input: OpenComplaintInput) -> OpenComplaintResult:
        """Complains to us: at any hour, also while excluded, and whatever gates are closed."""
        viewer = info.context.signed_in()
        request = OpenComplaint(viewer, input.category, input.subject, input.text, input.idempotency_key)
        return OpenComplaintSuccess(complaint=Complaint.of(await info.context.dispatch(request)))

    @mutation
    async def reply_to_complaint(self, info: Info, input: ReplyToComplaintInput) -> ReplyToComplaintResult:
        """Writes again in an open complaint, also after our answer."""
        viewer = info.context.signed_in()
        complaint_id = domain.ComplaintId(require_uuid("Complaint", input.complaint_id, "complaint_id"))
        request = ReplyToComplaint(viewer, complaint_id, input.text)
        return ReplyToComplaintSuccess(complaint=Complaint.of(await info.context.dispatch(request)))

    @mutation
    async def close_complaint(self, info: Info, input: CloseComplaintInput) -> CloseComplaintResult:
        """Withdraws a complaint, or says that it is settled."""
        viewer = info.context.signed_in()
        complaint_id = domain.ComplaintId(require_uuid("Complaint", input.complaint_id, "complaint_id"))
        request = CloseComplaint(viewer, complaint_id)
        return CloseComplaintSuccess(complaint=Complaint.of(await info.context.dispatch(request)))
