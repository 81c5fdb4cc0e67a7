"""Complaints."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.complaints.complaints import PostgresComplaints
from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.complaints import (
    AnswerComplaint,
    CloseComplaint,
    ComplaintDesk,
    ExportComplaints,
    FindComplaints,
    ListComplaints,
    ListWaitingComplaints,
    OpenComplaint,
    ReplyToComplaint,
    SettleComplaint,
    ViewComplaint,
)
from domain.complaints.use_cases.close_complaint import CloseComplaintHandler
from domain.complaints.use_cases.export_complaints import ExportComplaintsHandler, ListWaitingComplaintsHandler
from domain.complaints.use_cases.find_complaints import FindComplaintsHandler, ListComplaintsHandler
from domain.complaints.use_cases.handle_complaint import (
    AnswerComplaintHandler,
    SettleComplaintHandler,
    ViewComplaintHandler,
)
from domain.complaints.use_cases.open_complaint import OpenComplaintHandler
from domain.complaints.use_cases.reply_to_complaint import ReplyToComplaintHandler


def wire_complaints(platform: Platform) -> Wiring:
    parts = IdentityParts(platform)

    def desk(session: AsyncSession) -> ComplaintDesk:
        return ComplaintDesk(
            complaints=PostgresComplaints(session, platform.identity.cipher),
            players=parts.players(session),
            gates=parts.gates(session),
            profiles=platform.profiles,
            clock=platform.clock,
            ids=platform.ids,
        )

    return {
        OpenComplaint: lambda session: OpenComplaintHandler(desk(session), session.commit),
        ReplyToComplaint: lambda session: ReplyToComplaintHandler(desk(session), session.commit),
        CloseComplaint: lambda session: CloseComplaintHandler(desk(session), session.commit),
        ListComplaints: lambda session: ListComplaintsHandler(desk(session)),
        FindComplaints: lambda session: FindComplaintsHandler(desk(session)),
        ListWaitingComplaints: lambda session: ListWaitingComplaintsHandler(desk(session)),
        ViewComplaint: lambda session: ViewComplaintHandler(desk(session), session.commit),
        AnswerComplaint: lambda session: AnswerComplaintHandler(
            desk(session), parts.messenger(session), session.commit
        ),
        SettleComplaint: lambda session: SettleComplaintHandler(
            desk(session), parts.messenger(session), session.commit
        ),
        ExportComplaints: lambda session: ExportComplaintsHandler(desk(session), session.commit),
    }
