"""What documents need from outside. Rows share the handler's transaction; pictures and their storage have none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.jurisdiction import KycRules
from domain.kyc.document import KycDocument
from domain.shared import PlayerId


@dataclass(frozen=True, slots=True)
class SealedPicture:
    """A picture under a key of its own, which belongs beside its record and nowhere else."""

    content: bytes = field(repr=False)
    key: bytes = field(repr=False)


class DocumentSafe(Protocol):
    """Off the event loop, in a bounded pool. Raises TryAgainLater when too much waits already."""

    async def close_up(self, id: UUID, upload: bytes, rules: KycRules) -> SealedPicture:
        """Reads the upload as the picture that its content says it is, and keeps nothing of it but the pixels.

        Raises InvalidInput at ``file``: UNSUPPORTED_TYPE, TOO_MANY_PIXELS, TOO_FEW_PIXELS, UNREADABLE_IMAGE.
        """
        ...

    async def open(self, id: UUID, picture: SealedPicture) -> bytes:
        """The picture, a JPEG. Raises UnknownKycDocument where what is stored is not what was closed up."""
        ...


class DocumentStorage(Protocol):
    """Where sealed pictures lie, by the document's id. Whatever fails raises TryAgainLater."""

    async def put(self, id: UUID, content: bytes) -> None:
        """Durable, and there as a whole or not at all, when this returns."""
        ...

    async def get(self, id: UUID) -> bytes | None: ...

    async def delete(self, id: UUID) -> None:
        """Safe to repeat, and for what is not there."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Away with what a crash left half written before this time."""
        ...


class KycDocuments(Protocol):
    async def add(self, document: KycDocument, key: bytes, number: str | None) -> None:
        """A record whose picture is still to be stored. ``number``: see ``mrz_review.number_of``."""
        ...

    async def claim(self, number: str, player_id: PlayerId, now: datetime, *, keep: bool) -> bool:
        """Whether this document is no other open account's. ``keep``: it is this player's from here on.

        Decided by the database: of two who claim it at once, one does.
        """
        ...

    async def stored(self, id: UUID, now: datetime) -> bool:
        """The picture is in its place. False: the record is gone."""
        ...

    async def of(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[KycDocument]]:
        """Those that are stored, the newest first, at most ``SHOWN`` of each."""
        ...

    async def open(self, id: UUID) -> tuple[KycDocument, bytes] | None:
        """A stored document and its key; None: there is none, or it was destroyed."""
        ...

    async def viewed(self, id: UUID, document: KycDocument, staff: str, now: datetime) -> None:
        """Who looked at it, and when: kept for good. The reason is the staff log's."""
        ...

    async def destroy_overdue(self, jurisdiction: str, closed_before: datetime, limit: int) -> int:
        """Throws away the keys of documents whose players left before this; how many."""
        ...

    async def abandon(self, uploaded_before: datetime, limit: int) -> int:
        """Throws away the keys of those that were never stored; how many."""
        ...

    async def destroyed(self, limit: int) -> Sequence[UUID]:
        """Those without a key whose pictures may still lie in the storage."""
        ...

    async def removed(self, ids: Collection[UUID], now: datetime) -> None:
        """Their pictures are gone from the storage; records of those that were never stored go too."""
        ...
