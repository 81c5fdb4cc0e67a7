"""Know your customer: who a player is, who says so, and what stays closed until it is known."""

from domain.kyc.applicant import Applicant, Attempt, PersonalFacts, VendorStart
from domain.kyc.case import LEVELS, WAITING, KycCase, KycStatus
from domain.kyc.check import Answer, KycCheck, Rejection, Verdict
from domain.kyc.desk import KycDesk
from domain.kyc.file import KycFile, blocks_for
from domain.kyc.ports import KycVendor, Vendors
from domain.kyc.refusals import (
    DetailsRequired,
    DocumentsRequired,
    KycNotOpen,
    UnknownApplicant,
    UnknownKycCase,
    VendorNotOffered,
)
from domain.kyc.requirement import KycRequirement, Movement
from domain.kyc.use_cases.assess_kyc import AssessKyc, FindKycDue
from domain.kyc.use_cases.find_kyc import FindKyc, KycView, LevelView
from domain.kyc.use_cases.record_verdict import RecordVerdict, VerdictRecorded
from domain.kyc.use_cases.review_kyc import ListKycQueue, ReviewKyc, ViewedKyc, ViewKyc
from domain.kyc.use_cases.start_kyc import StartKyc
from domain.kyc.use_cases.start_vendor_kyc import StartVendorKyc
from domain.kyc.use_cases.submit_kyc import SubmitKyc

__all__ = [
    "LEVELS",
    "WAITING",
    "Answer",
    "Applicant",
    "AssessKyc",
    "Attempt",
    "DetailsRequired",
    "DocumentsRequired",
    "FindKyc",
    "FindKycDue",
    "KycCase",
    "KycCheck",
    "KycDesk",
    "KycFile",
    "KycNotOpen",
    "KycRequirement",
    "KycStatus",
    "KycVendor",
    "KycView",
    "LevelView",
    "ListKycQueue",
    "Movement",
    "PersonalFacts",
    "RecordVerdict",
    "Rejection",
    "ReviewKyc",
    "StartKyc",
    "StartVendorKyc",
    "SubmitKyc",
    "UnknownApplicant",
    "UnknownKycCase",
    "VendorNotOffered",
    "VendorStart",
    "Vendors",
    "Verdict",
    "VerdictRecorded",
    "ViewKyc",
    "ViewedKyc",
    "blocks_for",
]
