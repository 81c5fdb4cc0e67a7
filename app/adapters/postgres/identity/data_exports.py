"""Data exports: their orders, and who fetched them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.identity.data_export import DataExport, DataExportId, Fetching
from domain.shared import PlayerId

MOST_ATTEMPTS = 5
"""A worker that fails so often leaves it; whoever asks again gets another one."""

_ADD = text("""
    insert into data_exports (id, player_id, requested_at, due_at, expires_at)
    values (:id, :player_id, :requested_at, :requested_at, :expires_at)
""")
_WAITING = text("""
    select id, player_id, requested_at, expires_at, ready_at from data_exports
    where player_id = :player_id and fetched_at is null and expires_at > :now
        and (ready_at is not null or attempts < :attempts)
    order by id desc limit 1
""")
_FETCH = text("""
    update data_exports set fetched_at = :now
    where id = :id and fetched_at is null and ready_at is not null and expires_at > :now returning player_id
""")
_COMING = text("select 1 from data_exports where id = :id and ready_at is null and expires_at > :now")


class PostgresDataExports:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, export: DataExport) -> None:
        await self._session.execute(
            _ADD,
            {
                "id": export.id,
                "player_id": export.player_id,
                "requested_at": export.requested_at,
                "expires_at": export.expires_at,
            },
        )

    async def waiting(self, player_id: PlayerId, now: datetime) -> DataExport | None:
        found = await self._session.execute(_WAITING, {"player_id": player_id, "now": now, "attempts": MOST_ATTEMPTS})
        row = found.one_or_none()
        return None if row is None else DataExport(DataExportId(row[0]), PlayerId(row[1]), row[2], row[3], row[4])

    async def fetch(self, id_: DataExportId, now: datetime) -> tuple[Fetching, PlayerId | None]:
        taken: UUID | None = await self._session.scalar(_FETCH, {"id": id_, "now": now})
        if taken is not None:
            return Fetching.TAKEN, PlayerId(taken)
        coming = await self._session.scalar(_COMING, {"id": id_, "now": now})
        return (Fetching.GONE if coming is None else Fetching.NOT_READY), None
