"""Complaints: what players hold against us, and the clock by which they are heard."""

from domain.complaints.complaint import (
    Complaint,
    ComplaintAuthor,
    ComplaintCategory,
    ComplaintId,
    ComplaintMessage,
    ComplaintState,
    ComplaintStep,
    clock_of,
)
from domain.complaints.desk import ComplaintDesk, ComplaintView
from domain.complaints.ports import ComplaintEntry, Complaints
from domain.complaints.refusals import ComplaintClosed, ComplaintFull, UnknownComplaint
from domain.complaints.use_cases.close_complaint import CloseComplaint
from domain.complaints.use_cases.export_complaints import ComplaintRecord, ExportComplaints, ListWaitingComplaints
from domain.complaints.use_cases.find_complaints import FindComplaints, ListComplaints
from domain.complaints.use_cases.handle_complaint import AnswerComplaint, SettleComplaint, ViewComplaint
from domain.complaints.use_cases.open_complaint import OpenComplaint
from domain.complaints.use_cases.reply_to_complaint import ReplyToComplaint

__all__ = [
    "AnswerComplaint",
    "CloseComplaint",
    "Complaint",
    "ComplaintAuthor",
    "ComplaintCategory",
    "ComplaintClosed",
    "ComplaintDesk",
    "ComplaintEntry",
    "ComplaintFull",
    "ComplaintId",
    "ComplaintMessage",
    "ComplaintRecord",
    "ComplaintState",
    "ComplaintStep",
    "ComplaintView",
    "Complaints",
    "ExportComplaints",
    "FindComplaints",
    "ListComplaints",
    "ListWaitingComplaints",
    "OpenComplaint",
    "ReplyToComplaint",
    "SettleComplaint",
    "UnknownComplaint",
    "ViewComplaint",
    "clock_of",
]
