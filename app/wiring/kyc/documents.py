"""Documents, wired."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.kyc.documents import PostgresKycDocuments
from app.dispatch import Wiring
from app.wiring.kyc.parts import KycParts
from domain.kyc import FindKycDocuments, SweepKycDocuments, UploadKycDocument, ViewKycDocument
from domain.kyc.use_cases.find_documents import FindKycDocumentsHandler
from domain.kyc.use_cases.sweep_documents import SweepKycDocumentsHandler
from domain.kyc.use_cases.upload_document import UploadKycDocumentHandler
from domain.kyc.use_cases.view_document import ViewKycDocumentHandler


@dataclass(frozen=True, slots=True)
class DocumentHandlers:
    """Each method builds one handler around one session."""

    parts: KycParts

    def documents(self, session: AsyncSession) -> PostgresKycDocuments:
        platform = self.parts.platform
        return PostgresKycDocuments(session, platform.identity.cipher, platform.documents.numbers)

    def upload(self, session: AsyncSession) -> UploadKycDocumentHandler:
        parts, platform = self.parts, self.parts.platform
        return UploadKycDocumentHandler(
            files=parts.files(session),
            people=parts.people(session),
            profiles=platform.profiles,
            documents=self.documents(session),
            safe=platform.documents.safe,
            storage=platform.documents.storage,
            throttle=platform.identity.throttle,
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def find(self, session: AsyncSession) -> FindKycDocumentsHandler:
        return FindKycDocumentsHandler(self.parts.files(session), self.documents(session), self.parts.platform.clock)

    def view(self, session: AsyncSession) -> ViewKycDocumentHandler:
        platform = self.parts.platform
        return ViewKycDocumentHandler(
            documents=self.documents(session),
            safe=platform.documents.safe,
            storage=platform.documents.storage,
            log=self.parts.staff_log(session),
            clock=platform.clock,
            ids=platform.ids,
            commit=session.commit,
        )

    def sweep(self, session: AsyncSession) -> SweepKycDocumentsHandler:
        platform = self.parts.platform
        return SweepKycDocumentsHandler(
            profiles=tuple(platform.profiles.present.values()),
            documents=self.documents(session),
            storage=platform.documents.storage,
            clock=platform.clock,
            commit=session.commit,
        )


def wire_kyc_documents(parts: KycParts) -> Wiring:
    handlers = DocumentHandlers(parts)
    return {
        UploadKycDocument: handlers.upload,
        FindKycDocuments: handlers.find,
        ViewKycDocument: handlers.view,
        SweepKycDocuments: handlers.sweep,
    }
