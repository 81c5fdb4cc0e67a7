"""Know your customer, wired."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.kyc.documents import wire_kyc_documents
from app.wiring.kyc.parts import KycParts
from app.wiring.kyc_vendors import kyc_vendors
from domain.kyc import (
    AssessKyc,
    FindKyc,
    FindKycDue,
    ListKycQueue,
    RecordVerdict,
    ReviewKyc,
    StartKyc,
    StartVendorKyc,
    SubmitKyc,
    Vendors,
    ViewKyc,
)
from domain.kyc.use_cases.assess_kyc import AssessKycHandler, FindKycDueHandler
from domain.kyc.use_cases.find_kyc import FindKycHandler
from domain.kyc.use_cases.record_verdict import RecordVerdictHandler
from domain.kyc.use_cases.review_kyc import ListKycQueueHandler, ReviewKycHandler, ViewKycHandler
from domain.kyc.use_cases.start_kyc import StartKycHandler
from domain.kyc.use_cases.start_vendor_kyc import StartVendorKycHandler
from domain.kyc.use_cases.submit_kyc import SubmitKycHandler


def wire_kyc(platform: Platform, vendors: Vendors | None = None) -> Wiring:
    """``vendors``: instead of those that this installation is set up with."""
    parts, clock = KycParts(platform), platform.clock
    offered = kyc_vendors(platform) if vendors is None else vendors

    def start_kyc(session: AsyncSession) -> StartKycHandler:
        return StartKycHandler(parts.files(session), parts.people(session), parts.desk(session), clock, session.commit)

    def start_vendor_kyc(session: AsyncSession) -> StartVendorKycHandler:
        return StartVendorKycHandler(
            vendors=offered,
            files=parts.files(session),
            checks=parts.checks(session),
            people=parts.people(session),
            desk=parts.desk(session),
            throttle=platform.identity.throttle,
            clock=clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def submit_kyc(session: AsyncSession) -> SubmitKycHandler:
        return SubmitKycHandler(
            files=parts.files(session),
            people=parts.people(session),
            evidence=parts.evidence(session),
            desk=parts.desk(session),
            clock=clock,
            commit=session.commit,
        )

    def record_verdict(session: AsyncSession) -> RecordVerdictHandler:
        return RecordVerdictHandler(
            parts.files(session), parts.checks(session), parts.desk(session), clock, platform.ids, session.commit
        )

    def review_kyc(session: AsyncSession) -> ReviewKycHandler:
        return ReviewKycHandler(
            files=parts.files(session),
            evidence=parts.evidence(session),
            desk=parts.desk(session),
            log=parts.staff_log(session),
            clock=clock,
            commit=session.commit,
        )

    def view_kyc(session: AsyncSession) -> ViewKycHandler:
        return ViewKycHandler(parts.files(session), parts.checks(session), parts.staff_log(session), session.commit)

    def find_kyc(session: AsyncSession) -> FindKycHandler:
        return FindKycHandler(parts.files(session), parts.checks(session), parts.people(session), offered, clock)

    def assess_kyc(session: AsyncSession) -> AssessKycHandler:
        return AssessKycHandler(parts.files(session), parts.desk(session), clock, session.commit)

    return {
        **wire_kyc_documents(parts),
        StartKyc: start_kyc,
        StartVendorKyc: start_vendor_kyc,
        SubmitKyc: submit_kyc,
        RecordVerdict: record_verdict,
        ReviewKyc: review_kyc,
        ViewKyc: view_kyc,
        ListKycQueue: lambda session: ListKycQueueHandler(parts.files(session)),
        FindKyc: find_kyc,
        FindKycDue: lambda session: FindKycDueHandler(parts.files(session), clock),
        AssessKyc: assess_kyc,
    }
