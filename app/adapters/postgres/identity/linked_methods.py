"""Linked methods."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.tables.linked_methods import LinkedMethodRow
from app.constraints import refusing_violations
from domain.identity.linked_method import LinkedMethod, LinkedMethodId, SignInMethod
from domain.shared import PlayerId


class PostgresLinkedMethods:
    def __init__(self, session: AsyncSession, cipher: Cipher, subjects: BlindIndex) -> None:
        self._session = session
        self._cipher = cipher
        self._subjects = subjects

    async def add(self, linked: LinkedMethod) -> None:
        row = {
            "id": linked.id,
            "player_id": linked.player_id,
            "kind": linked.method.value,
            "subject_index": self._index(linked.method, linked.subject),
            "subject_sealed": self._cipher.seal(linked.subject, f"linked_methods/subject/{linked.id}"),
            "label_sealed": self._cipher.seal(linked.label, f"linked_methods/label/{linked.id}"),
            "public_key": linked.public_key,
            "sign_count": linked.sign_count,
            "linked_at": linked.linked_at,
            "last_used_at": linked.last_used_at,
        }
        with refusing_violations():
            async with self._session.begin_nested():
                await self._session.execute(insert(LinkedMethodRow).values(row))

    async def by_subject(self, method: SignInMethod, subject: str) -> LinkedMethod | None:
        row = await self._session.scalar(
            select(LinkedMethodRow)
            .where(
                col(LinkedMethodRow.kind) == method.value,
                col(LinkedMethodRow.subject_index) == self._index(method, subject),
            )
            .execution_options(populate_existing=True)
        )
        return None if row is None else self._read(row)

    async def find(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[LinkedMethod]]:
        found: defaultdict[PlayerId, list[LinkedMethod]] = defaultdict(list)
        rows = await self._session.scalars(
            select(LinkedMethodRow)
            .where(col(LinkedMethodRow.player_id).in_(ids))
            .order_by(col(LinkedMethodRow.player_id), col(LinkedMethodRow.id))
            .execution_options(populate_existing=True)
        )
        for row in rows:
            found[PlayerId(row.player_id)].append(self._read(row))
        return found

    async def of(self, player_id: PlayerId) -> Sequence[LinkedMethod]:
        """Whoever waited here for a removal finds the removed row gone: FOR UPDATE reads each row anew."""
        rows = await self._session.scalars(
            select(LinkedMethodRow)
            .where(col(LinkedMethodRow.player_id) == player_id)
            .order_by(col(LinkedMethodRow.id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return [self._read(row) for row in rows]

    async def used(self, id_: LinkedMethodId, now: datetime, sign_count: int) -> bool:
        stored = col(LinkedMethodRow.sign_count)
        grown = or_(stored < sign_count, (stored == 0) & (sign_count == 0))
        noted = await self._session.scalar(
            update(LinkedMethodRow)
            .where(col(LinkedMethodRow.id) == id_, grown)
            .values(last_used_at=now, sign_count=sign_count)
            .returning(col(LinkedMethodRow.id))
        )
        return noted is not None

    async def remove(self, id_: LinkedMethodId) -> None:
        await self._session.execute(delete(LinkedMethodRow).where(col(LinkedMethodRow.id) == id_))

    def _index(self, method: SignInMethod, subject: str) -> bytes:
        return self._subjects.of(f"{method.value} {subject}")

    def _read(self, row: LinkedMethodRow) -> LinkedMethod:
        return LinkedMethod(
            id=LinkedMethodId(row.id),
            player_id=PlayerId(row.player_id),
            method=SignInMethod(row.kind),
            subject=self._cipher.open(row.subject_sealed, f"linked_methods/subject/{row.id}"),
            label=self._cipher.open(row.label_sealed, f"linked_methods/label/{row.id}"),
            linked_at=row.linked_at,
            last_used_at=row.last_used_at,
            public_key=row.public_key,
            sign_count=row.sign_count,
        )
