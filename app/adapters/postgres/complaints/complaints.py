"""Complaints in PostgreSQL: subjects and texts sealed, each for its own row."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from domain.complaints import (
    Complaint,
    ComplaintAuthor,
    ComplaintCategory,
    ComplaintEntry,
    ComplaintId,
    ComplaintMessage,
    ComplaintStep,
)
from domain.shared import Page, PageRequest, PlayerId

_ADD = text("""
    insert into complaints (id, player_id, key, category, subject_sealed, opened_at, acknowledge_by, answer_by)
    values (:id, :player_id, :key, :category, :subject, :opened_at, :acknowledge_by, :answer_by)
""")
_SAVE = text("""
    update complaints set acknowledged_at = :acknowledged_at, answered_at = :answered_at, closed_at = :closed_at
    where id = :id
""")
_WRITE = text("""
    insert into complaint_messages (id, complaint_id, player_id, written_at, author, text_sealed)
    values (:id, :complaint_id, :player_id, :written_at, :author, :text)
""")
_NOTE = text("""
    insert into complaint_log (id, complaint_id, player_id, at, step, by, reason_sealed)
    values (:id, :complaint_id, :player_id, :at, :step, :by, :reason)
""")
_LOCK = text("select id from complaints where id = :id for update")
_GET = text("select * from complaints where id = any(:ids) order by id")
_OF_KEY = text("select * from complaints where player_id = :player_id and key = :key")
_THREADS = text("select * from complaint_messages where complaint_id = any(:ids) order by id")
_LOG = text("select * from complaint_log where complaint_id = :id order by id")
_OPENED = text("""
    select opened_at from complaints where player_id = :player_id and opened_at > :since
    order by opened_at desc limit :most
""")
_OLDER = text("""
    select * from complaints where player_id = :player_id and (cast(:here as uuid) is null or id < :here)
    order by id desc limit :size
""")
_NEWER = text("""
    select * from complaints where player_id = :player_id and (cast(:here as uuid) is null or id > :here)
    order by id limit :size
""")
_ALL = text("""
    select * from complaints
    where (cast(:after as uuid) is null or id > :after)
        and (not :waiting or (closed_at is null and answered_at is null))
    order by id limit :size
""")


class PostgresComplaints:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def add(self, complaint: Complaint) -> None:
        row = {
            "id": complaint.id,
            "player_id": complaint.player_id,
            "key": complaint.key,
            "category": complaint.category.value,
            "subject": self._cipher.seal(complaint.subject, f"complaints/subject/{complaint.id}"),
            "opened_at": complaint.opened_at,
            "acknowledge_by": complaint.acknowledge_by,
            "answer_by": complaint.answer_by,
        }
        await self._session.execute(_ADD, row)
        for message in complaint.messages:
            await self.write(complaint, message)

    async def save(self, complaint: Complaint) -> None:
        moments = {name: getattr(complaint, name) for name in ("acknowledged_at", "answered_at", "closed_at")}
        await self._session.execute(_SAVE, {"id": complaint.id, **moments})

    async def write(self, complaint: Complaint, message: ComplaintMessage) -> None:
        row = {
            "id": message.id,
            "complaint_id": complaint.id,
            "player_id": complaint.player_id,
            "written_at": message.written_at,
            "author": message.author.value,
            "text": self._cipher.seal(message.text, f"complaint_messages/text/{message.id}"),
        }
        await self._session.execute(_WRITE, row)

    async def note(self, complaint: Complaint, entry: ComplaintEntry) -> None:
        sealed = self._cipher.seal(entry.reason, f"complaint_log/reason/{entry.id}") if entry.reason else None
        row = {
            "id": entry.id,
            "complaint_id": complaint.id,
            "player_id": complaint.player_id,
            "at": entry.at,
            "step": entry.step.value,
            "by": entry.by,
            "reason": sealed,
        }
        await self._session.execute(_NOTE, row)

    async def lock(self, complaint_id: ComplaintId) -> Complaint | None:
        await self._session.execute(_LOCK, {"id": complaint_id})
        found = await self.get((complaint_id,))  # a statement of its own: it sees what the last holder committed
        return found[0] if found else None

    async def get(self, ids: Sequence[ComplaintId]) -> Sequence[Complaint]:
        return await self._read((await self._session.execute(_GET, {"ids": list(ids)})).mappings().all())

    async def of_key(self, player_id: PlayerId, key: str) -> Complaint | None:
        rows = await self._session.execute(_OF_KEY, {"player_id": player_id, "key": key})
        found = await self._read(rows.mappings().all())
        return found[0] if found else None

    async def opened_since(self, player_id: PlayerId, since: datetime, most: int) -> Sequence[datetime]:
        given = {"player_id": player_id, "since": since, "most": most}
        return list((await self._session.execute(_OPENED, given)).scalars())

    async def page(self, player_id: PlayerId, page: PageRequest) -> Page[Complaint]:
        try:
            here = None if page.cursor is None else UUID(page.cursor)
        except ValueError:
            return Page((), (), more=False)
        given = {"player_id": player_id, "here": here, "size": page.size + 1}
        rows = list((await self._session.execute(_NEWER if page.backward else _OLDER, given)).mappings())
        more, shown = len(rows) > page.size, rows[: page.size]
        if page.backward:
            shown.reverse()
        read = await self._read(shown)
        return Page(tuple(read), tuple(str(each.id) for each in read), more=more)

    async def all(self, after: ComplaintId | None, size: int, *, waiting: bool) -> Sequence[Complaint]:
        given = {"after": after, "size": size, "waiting": waiting}
        return await self._read((await self._session.execute(_ALL, given)).mappings().all())

    async def log_of(self, complaint_id: ComplaintId) -> Sequence[ComplaintEntry]:
        rows = (await self._session.execute(_LOG, {"id": complaint_id})).mappings()
        return [
            ComplaintEntry(
                row["id"],
                row["at"],
                ComplaintStep(row["step"]),
                row["by"],
                self._cipher.open(row["reason_sealed"], f"complaint_log/reason/{row['id']}")
                if row["reason_sealed"]
                else "",
            )
            for row in rows
        ]

    async def _read(self, rows: Sequence[Any]) -> Sequence[Complaint]:
        """With the threads of all of them, in one statement."""
        threads: dict[UUID, list[ComplaintMessage]] = defaultdict(list)
        if rows:
            found = await self._session.execute(_THREADS, {"ids": [row["id"] for row in rows]})
            for row in found.mappings():
                opened = self._cipher.open(row["text_sealed"], f"complaint_messages/text/{row['id']}")
                message = ComplaintMessage(row["id"], row["written_at"], ComplaintAuthor(row["author"]), opened)
                threads[row["complaint_id"]].append(message)
        return [
            Complaint(
                id=ComplaintId(row["id"]),
                player_id=PlayerId(row["player_id"]),
                key=row["key"],
                category=ComplaintCategory(row["category"]),
                subject=self._cipher.open(row["subject_sealed"], f"complaints/subject/{row['id']}"),
                opened_at=row["opened_at"],
                acknowledge_by=row["acknowledge_by"],
                answer_by=row["answer_by"],
                acknowledged_at=row["acknowledged_at"],
                answered_at=row["answered_at"],
                closed_at=row["closed_at"],
                messages=tuple(threads[row["id"]]),
            )
            for row in rows
        ]
