"""Documents: their records, whose number is whose, and who looked at a picture."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.player_news import tell_after_commit
from domain.kyc import SHOWN, DocumentSide, DocumentType, KycDocument
from domain.shared import PlayerId

_ADD = text("""
    insert into kyc_documents (id, player_id, type, side, uploaded_at, expires_on, review_reasons, mrz_sealed,
        number_index, key_sealed)
    values (:id, :player_id, :type, :side, :uploaded_at, :expires_on, :reasons, :mrz, :number, :key)
""")
# Of two who claim a number at once the second waits here for the first one's commit, and then sees it. A number whose
# player has left is anybody's again.
_CLAIM = text("""
    insert into kyc_document_numbers as held (number_index, player_id, claimed_at) values (:number, :player_id, :now)
    on conflict (number_index) do update set player_id = excluded.player_id, claimed_at = excluded.claimed_at
        where held.player_id = excluded.player_id
            or exists (select from players p where p.id = held.player_id and p.status <> 'ACTIVE')
    returning player_id
""")
_TAKEN = text("""
    select 1 from kyc_document_numbers held join players p on p.id = held.player_id
    where held.number_index = :number and held.player_id <> :player_id and p.status = 'ACTIVE'
""")
_STORED = text("""
    update kyc_documents set stored_at = :now where id = :id and key_sealed is not null and stored_at is null
    returning player_id
""")
_OF = text("""
    select d.* from unnest(cast(:ids as uuid[])) as wanted (id)
    cross join lateral (
        select * from kyc_documents where player_id = wanted.id and stored_at is not null
        order by id desc limit :most) d
""")
_OPEN = text("select * from kyc_documents where id = :id and stored_at is not null and key_sealed is not null")
_VIEWED = text("""
    insert into kyc_document_views (id, document_id, player_id, staff, at)
    values (:id, :document_id, :player_id, :staff, :at)
""")
_DESTROY_OVERDUE = text("""
    update kyc_documents set key_sealed = null, mrz_sealed = null, number_index = null where id in (
        select d.id from kyc_documents d join players p on p.id = d.player_id
        where d.key_sealed is not null and p.status <> 'ACTIVE' and p.jurisdiction = :jurisdiction
            and p.closed_at <= :before
        order by d.id limit :limit for update of d skip locked)
""")
_ABANDON = text("""
    update kyc_documents set key_sealed = null, mrz_sealed = null, number_index = null where id in (
        select id from kyc_documents where stored_at is null and key_sealed is not null and uploaded_at <= :before
        order by id limit :limit for update skip locked)
""")
_DESTROYED = text(
    "select id from kyc_documents where key_sealed is null and removed_at is null order by id limit :limit"
)
_FORGET = text("delete from kyc_documents where id = any(:ids) and stored_at is null and key_sealed is null")
_REMOVED = text("update kyc_documents set removed_at = :now where id = any(:ids) and key_sealed is null")


class PostgresKycDocuments:
    """Bound to ``kyc_documents/key/<id>`` and ``kyc_documents/mrz/<id>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher, numbers: BlindIndex) -> None:
        self._session = session
        self._cipher = cipher
        self._numbers = numbers

    async def add(self, document: KycDocument, key: bytes, number: str | None) -> None:
        id = document.id
        mrz = self._cipher.seal("\n".join(document.mrz), f"kyc_documents/mrz/{id}") if document.mrz else None
        await self._session.execute(
            _ADD,
            {
                "id": id,
                "player_id": document.player_id,
                "type": document.type.value,
                "side": document.side.value,
                "uploaded_at": document.uploaded_at,
                "expires_on": document.expires_on,
                "reasons": list(document.review_reasons),
                "mrz": mrz,
                "number": None if number is None else self._numbers.of(number),
                "key": self._cipher.seal(key.hex(), f"kyc_documents/key/{id}"),
            },
        )

    async def claim(self, number: str, player_id: PlayerId, now: datetime, *, keep: bool) -> bool:
        wanted = {"number": self._numbers.of(number), "player_id": player_id}
        if keep:
            return await self._session.scalar(_CLAIM, {**wanted, "now": now}) is not None
        return await self._session.scalar(_TAKEN, wanted) is None

    async def stored(self, id: UUID, now: datetime) -> bool:
        player_id: UUID | None = await self._session.scalar(_STORED, {"id": id, "now": now})
        if player_id is not None:
            tell_after_commit(self._session, PlayerId(player_id))
        return player_id is not None

    async def of(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[KycDocument]]:
        rows = await self._session.execute(_OF, {"ids": list(ids), "most": SHOWN})
        found: dict[PlayerId, list[KycDocument]] = defaultdict(list)
        for row in rows.mappings():
            found[PlayerId(row["player_id"])].append(self._document(row))
        return found

    async def open(self, id: UUID) -> tuple[KycDocument, bytes] | None:
        row = (await self._session.execute(_OPEN, {"id": id})).mappings().one_or_none()
        if row is None:
            return None
        return self._document(row), bytes.fromhex(self._cipher.open(row["key_sealed"], f"kyc_documents/key/{id}"))

    async def viewed(self, id: UUID, document: KycDocument, staff: str, now: datetime) -> None:
        told = {"id": id, "document_id": document.id, "player_id": document.player_id, "staff": staff, "at": now}
        await self._session.execute(_VIEWED, told)

    async def destroy_overdue(self, jurisdiction: str, closed_before: datetime, limit: int) -> int:
        return await self._count(
            _DESTROY_OVERDUE, {"jurisdiction": jurisdiction, "before": closed_before, "limit": limit}
        )

    async def abandon(self, uploaded_before: datetime, limit: int) -> int:
        return await self._count(_ABANDON, {"before": uploaded_before, "limit": limit})

    async def destroyed(self, limit: int) -> Sequence[UUID]:
        return list(await self._session.scalars(_DESTROYED, {"limit": limit}))

    async def removed(self, ids: Collection[UUID], now: datetime) -> None:
        await self._session.execute(_FORGET, {"ids": list(ids)})
        await self._session.execute(_REMOVED, {"ids": list(ids), "now": now})

    async def _count(self, statement: object, values: Mapping[str, object]) -> int:
        return int((await self._session.execute(statement, values)).rowcount)  # type: ignore[call-overload]

    def _document(self, row: RowMapping) -> KycDocument:
        id, sealed = row["id"], row["mrz_sealed"]
        return KycDocument(
            id=id,
            player_id=PlayerId(row["player_id"]),
            type=DocumentType(row["type"]),
            side=DocumentSide(row["side"]),
            uploaded_at=row["uploaded_at"],
            expires_on=row["expires_on"],
            review_reasons=tuple(row["review_reasons"]),
            mrz=() if sealed is None else tuple(self._cipher.open(sealed, f"kyc_documents/mrz/{id}").split("\n")),
        )
