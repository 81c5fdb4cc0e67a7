"""View a document: staff look at a picture, and that is kept before they see it."""

from dataclasses import dataclass, field
from uuid import UUID

from domain.kyc.document import KycDocument
from domain.kyc.document_ports import DocumentSafe, DocumentStorage, KycDocuments, SealedPicture
from domain.kyc.ports import StaffLog
from domain.kyc.refusals import UnknownKycDocument
from domain.kyc.written import written
from domain.shared import Clock, Commit, Ids, Message


@dataclass(frozen=True, slots=True)
class ViewedKycDocument:
    document: KycDocument
    picture: bytes = field(repr=False)
    """A JPEG."""


@dataclass(frozen=True, slots=True)
class ViewKycDocument(Message[ViewedKycDocument]):
    document_id: UUID
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class ViewKycDocumentHandler:
    """Raises InvalidInput, UnknownKycDocument, TryAgainLater."""

    documents: KycDocuments
    safe: DocumentSafe
    storage: DocumentStorage
    log: StaffLog
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: ViewKycDocument) -> ViewedKycDocument:
        reason, staff = written(message.reason, "reason"), written(message.staff, "staff")
        found = await self.documents.open(message.document_id)
        if found is None:
            raise UnknownKycDocument
        document, key = found
        await self.documents.viewed(self.ids.new(), document, staff, self.clock.now())
        await self.log.note(document.player_id, document.type.level, "VIEWED_DOCUMENT", staff, reason)
        await self.commit()
        content = await self.storage.get(document.id)
        if content is None:
            raise UnknownKycDocument
        return ViewedKycDocument(document, await self.safe.open(document.id, SealedPicture(content, key)))
