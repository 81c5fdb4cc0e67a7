"""What providers told us, in PostgreSQL."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.tables.payments import PaymentNoticeRow
from domain.payments import NoticeConflict, ReceivedNotice


class PostgresNotices:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def record(self, notice: ReceivedNotice) -> None:
        first = insert(PaymentNoticeRow).values(
            provider=notice.provider,
            notice_id=notice.notice_id,
            digest=notice.digest,
            facts=dict(notice.facts),
            first_at=notice.received_at,
            last_at=notice.received_at,
            times=1,
        )
        again = first.on_conflict_do_update(
            index_elements=["provider", "notice_id"],
            set_={"times": col(PaymentNoticeRow.times) + 1, "last_at": notice.received_at},
            where=col(PaymentNoticeRow.digest) == notice.digest,
        ).returning(col(PaymentNoticeRow.times))
        if (await self._session.execute(again)).first() is None:
            raise NoticeConflict

    async def close(self, provider: str, notice_id: str, outcome: str) -> None:
        """The first outcome that settled something stays: what repeats it has nothing to do."""
        row = PaymentNoticeRow
        await self._session.execute(
            update(row)
            .where(col(row.provider) == provider, col(row.notice_id) == notice_id)
            .where(col(row.outcome).is_(None) | (outcome != "NOTHING_TO_DO"))
            .values(outcome=outcome)
            .execution_options(synchronize_session=False)
        )
