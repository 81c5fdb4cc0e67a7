"""Documents of a player: uploaded by the owner, looked at by staff alone, never downloaded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry.dataloader import DataLoader

from domain import kyc as domain
from domain.kyc import FindKycDocuments, UploadKycDocument
from domain.shared import PlayerId
from graphql_api.core import (
    Context,
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    TryAgainLater,
    Upload,
    field_texts,
    global_id,
    mutation,
)
from graphql_api.kyc.refusals import KycNotOpen

KycDocumentType = strawberry.enum(
    domain.DocumentType, name="KycDocumentType", description="What a document is. Values may be added."
)
KycDocumentSide = strawberry.enum(
    domain.DocumentSide, name="KycDocumentSide", description="Which side a picture shows."
)
KycDocumentStatus = strawberry.enum(
    domain.DocumentStatus, name="KycDocumentStatus", description="What became of a document. Values may be added."
)

field_texts(
    {
        "UNSUPPORTED_TYPE": "Please send a photograph as JPEG or PNG.",
        "UNREADABLE_IMAGE": "This picture cannot be read. Please take it again.",
        "TOO_MANY_PIXELS": "This picture is too large.",
        "TOO_FEW_PIXELS": "This picture is too small to be read.",
        "NOT_ACCEPTED": "This kind of document is not accepted here.",
        "NOT_EXPECTED": "This kind of document has no such lines.",
        "CHECK_DIGIT": "There is a typing error in this line.",
        "DOCUMENT_EXPIRED": "This document has expired.",
    }
)


@strawberry.type
class KycDocument:
    """A picture that the player handed in. Nobody but staff can look at it, and each look is kept."""

    id: strawberry.ID
    type: domain.DocumentType
    side: domain.DocumentSide
    status: domain.DocumentStatus
    uploaded_at: datetime
    expires_at: date | None = strawberry.field(
        description="The last day on which it is valid, by its machine-readable lines; null: they were not given."
    )
    rejection_reason: str | None = strawberry.field(description="For the player to read, with `REJECTED`.")

    @classmethod
    def of(cls, view: domain.KycDocumentView) -> "KycDocument":
        document = view.document
        return cls(
            id=global_id("KycDocument", document.id),
            type=document.type,
            side=document.side,
            status=view.status,
            uploaded_at=document.uploaded_at,
            expires_at=document.expires_on,
            rejection_reason=view.rejection_reason,
        )


class KycDocumentsByPlayer(DataLoader[PlayerId, list[KycDocument]]):
    def __init__(self, context: Context) -> None:
        async def load(ids: Sequence[PlayerId]) -> list[list[KycDocument]]:
            found = await context.dispatch(FindKycDocuments(tuple(ids)))
            return [[KycDocument.of(view) for view in found.get(player_id, ())] for player_id in ids]

        super().__init__(load)


@strawberry.type
class KycDocuments:
    """A part of ``Kyc``."""

    player_id: strawberry.Private[PlayerId]

    @strawberry.field
    async def documents(self, info: Info) -> list[KycDocument]:
        """What was uploaded, the newest first, at most a hundred."""
        return await info.context.loader(KycDocumentsByPlayer).load(self.player_id)


@strawberry.input
class UploadKycDocumentInput:
    type: domain.DocumentType
    side: domain.DocumentSide = domain.DocumentSide.FRONT
    file: Upload | None = strawberry.field(
        default=None,
        description="A photograph, JPEG or PNG, of up to 10 MB. Needed: a multipart request puts it here.",
    )
    mrz: list[str] | None = strawberry.field(
        default=None,
        description="The two or three machine-readable lines of a passport or card as printed; null: not typed.",
    )


@strawberry.type
class UploadKycDocumentSuccess:
    """It is stored, without what a camera wrote into the file. `submitKyc` once all are there."""

    document: KycDocument


UploadKycDocumentResult = Annotated[
    UploadKycDocumentSuccess | KycNotOpen | InvalidInput | NotSignedIn | NotAllowed | TooManyAttempts | TryAgainLater,
    strawberry.union("UploadKycDocumentResult"),
]


@strawberry.type
class KycDocumentMutations:
    @mutation
    async def upload_kyc_document(self, info: Info, input: UploadKycDocumentInput) -> UploadKycDocumentResult:
        """Hands a document in, in a `multipart/form-data` request.

        A machine-readable line with a wrong check digit is refused by its place (`mrz.1`). What differs from the
        account is for staff to judge.
        """
        viewer = info.context.signed_in()
        document = await info.context.dispatch(
            UploadKycDocument(
                viewer,
                input.type,
                input.side,
                None if input.file is None else input.file.content,
                None if input.mrz is None else tuple(input.mrz),
            )
        )
        view = domain.KycDocumentView(document, domain.DocumentStatus.PENDING, None)
        return UploadKycDocumentSuccess(document=KycDocument.of(view))
