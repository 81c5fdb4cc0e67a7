"""Find documents: what players handed in, and what became of it. Never the pictures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from domain.kyc.document import DocumentStatus, KycDocument
from domain.kyc.document_ports import KycDocuments
from domain.kyc.file import KycFile
from domain.kyc.ports import KycFiles
from domain.shared import Clock, Message, PlayerId


@dataclass(frozen=True, slots=True)
class KycDocumentView:
    document: KycDocument
    status: DocumentStatus
    rejection_reason: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class FindKycDocuments(Message[Mapping[PlayerId, tuple[KycDocumentView, ...]]]):
    """Of each player, the newest first."""

    players: Collection[PlayerId]


@dataclass(frozen=True, slots=True)
class FindKycDocumentsHandler:
    files: KycFiles
    documents: KycDocuments
    clock: Clock

    async def __call__(self, message: FindKycDocuments) -> Mapping[PlayerId, tuple[KycDocumentView, ...]]:
        files = await self.files.get(message.players)
        found = await self.documents.of(message.players)
        return {id_: tuple(self.view(file, each) for each in found.get(id_, ())) for id_, file in files.items()}

    def view(self, file: KycFile, document: KycDocument) -> KycDocumentView:
        case, now = file.case(document.type.level), self.clock.now()
        return KycDocumentView(document, document.status(case, now), document.rejection_reason(case, now))
