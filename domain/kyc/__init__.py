"""Know your customer: who a player is, who says so, and what stays closed until it is known."""

from domain.kyc.applicant import Applicant, Attempt, PersonalFacts, VendorStart
from domain.kyc.case import LEVELS, WAITING, KycCase, KycStatus
from domain.kyc.check import Answer, KycCheck, Rejection, Verdict
from domain.kyc.desk import KycDesk
from domain.kyc.document import SHOWN, DocumentSide, DocumentStatus, DocumentType, KycDocument
from domain.kyc.document_ports import DocumentSafe, DocumentStorage, SealedPicture
from domain.kyc.file import KycFile, blocks_for
from domain.kyc.guard import count_payment, guard_order
from domain.kyc.news import KycChanged, KycFeed
from domain.kyc.ports import KycVendor, Vendors
from domain.kyc.refusals import (
    DetailsRequired,
    DocumentsRequired,
    KycNotOpen,
    UnknownApplicant,
    UnknownKycCase,
    UnknownKycDocument,
    VendorNotOffered,
)
from domain.kyc.requirement import KycRequirement, Paid, Worth
from domain.kyc.screening import ListHit, ListKind, ScreeningDesk
from domain.kyc.tally import KycTally
from domain.kyc.use_cases.assess_kyc import AssessKyc, FindKycDue
from domain.kyc.use_cases.find_documents import FindKycDocuments, KycDocumentView
from domain.kyc.use_cases.find_kyc import FindKyc, KycView, LevelView
from domain.kyc.use_cases.record_verdict import RecordVerdict, VerdictRecorded
from domain.kyc.use_cases.review_kyc import ListKycQueue, ReviewKyc, ViewedKyc, ViewKyc
from domain.kyc.use_cases.screen_again import FindScreeningsDue, ScreenAgain
from domain.kyc.use_cases.start_kyc import StartKyc
from domain.kyc.use_cases.start_vendor_kyc import StartVendorKyc
from domain.kyc.use_cases.submit_kyc import SubmitKyc
from domain.kyc.use_cases.sweep_documents import SweepKycDocuments
from domain.kyc.use_cases.upload_document import UploadKycDocument
from domain.kyc.use_cases.view_document import ViewedKycDocument, ViewKycDocument

__all__ = [
    "LEVELS",
    "SHOWN",
    "WAITING",
    "Answer",
    "Applicant",
    "AssessKyc",
    "Attempt",
    "DetailsRequired",
    "DocumentSafe",
    "DocumentSide",
    "DocumentStatus",
    "DocumentStorage",
    "DocumentType",
    "DocumentsRequired",
    "FindKyc",
    "FindKycDocuments",
    "FindKycDue",
    "FindScreeningsDue",
    "KycCase",
    "KycChanged",
    "KycCheck",
    "KycDesk",
    "KycDocument",
    "KycDocumentView",
    "KycFeed",
    "KycFile",
    "KycNotOpen",
    "KycRequirement",
    "KycStatus",
    "KycTally",
    "KycVendor",
    "KycView",
    "LevelView",
    "ListHit",
    "ListKind",
    "ListKycQueue",
    "Paid",
    "PersonalFacts",
    "RecordVerdict",
    "Rejection",
    "ReviewKyc",
    "ScreenAgain",
    "ScreeningDesk",
    "SealedPicture",
    "StartKyc",
    "StartVendorKyc",
    "SubmitKyc",
    "SweepKycDocuments",
    "UnknownApplicant",
    "UnknownKycCase",
    "UnknownKycDocument",
    "UploadKycDocument",
    "VendorNotOffered",
    "VendorStart",
    "Vendors",
    "Verdict",
    "VerdictRecorded",
    "ViewKyc",
    "ViewKycDocument",
    "ViewedKyc",
    "ViewedKycDocument",
    "Worth",
    "blocks_for",
    "count_payment",
    "guard_order",
]
