"""Staff cases in PostgreSQL."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.tables.payments import StaffCaseRow


class PostgresStaffCases:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, kind: str, subject: str, facts: Mapping[str, str | int | bool | None], now: datetime) -> None:
        await self._session.execute(
            insert(StaffCaseRow)
            .values(kind=kind, subject=subject, facts=dict(facts), opened_at=now)
            .on_conflict_do_nothing(
                index_elements=["kind", "subject"], index_where=col(StaffCaseRow.closed_at).is_(None)
            )
        )
