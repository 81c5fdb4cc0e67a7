"""Withdrawals in PostgreSQL; what decisions change is written by the lane (``facets/withdrawals.py``)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.payments.pages import page_of
from app.adapters.postgres.tables.payments import WithdrawalRow
from domain.payments import DueWithdrawal, Withdrawal, WithdrawalState
from domain.shared import CURRENCIES, Money, Page, PageRequest, PlayerId, WithdrawalId

_ENDED_FROM = WithdrawalState.PAID


class PostgresWithdrawals:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, withdrawal_id: WithdrawalId) -> Withdrawal | None:
        row = await self._session.get(WithdrawalRow, withdrawal_id, populate_existing=True)
        return None if row is None else _withdrawal(row)

    async def own(self, player_id: PlayerId, ids: Sequence[WithdrawalId]) -> Mapping[WithdrawalId, Withdrawal]:
        row = WithdrawalRow
        query = select(row).where(col(row.player_id) == player_id, col(row.id).in_(ids))
        return {WithdrawalId(found.id): _withdrawal(found) for found in (await self._session.execute(query)).scalars()}

    async def of_player(self, player_id: PlayerId, page: PageRequest) -> Page[Withdrawal]:
        query = select(WithdrawalRow).where(col(WithdrawalRow.player_id) == player_id)
        return await page_of(self._session, query, col(WithdrawalRow.id), page, _withdrawal)

    async def claim_due(self, now: datetime, lease_until: datetime, limit: int) -> list[DueWithdrawal]:
        due = (
            select(col(WithdrawalRow.id))
            .where(col(WithdrawalRow.state) < _ENDED_FROM, col(WithdrawalRow.attempt_at) <= now)
            .order_by(col(WithdrawalRow.attempt_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = await self._session.execute(
            update(WithdrawalRow)
            .where(col(WithdrawalRow.id).in_(due.scalar_subquery()))
            .values(attempt_at=lease_until, attempts=col(WithdrawalRow.attempts) + 1)
            .returning(WithdrawalRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        return [DueWithdrawal(_withdrawal(row), row.attempts) for row in claimed.scalars()]

    async def try_again(self, withdrawal_id: WithdrawalId, at: datetime | None) -> None:
        await self._session.execute(
            update(WithdrawalRow)
            .where(col(WithdrawalRow.id) == withdrawal_id, col(WithdrawalRow.state) < _ENDED_FROM)
            .values(attempt_at=at)
            .execution_options(synchronize_session=False)
        )

    async def submitted(self, withdrawal_id: WithdrawalId, payout_reference: str) -> None:
        await self._session.execute(
            update(WithdrawalRow)
            .where(col(WithdrawalRow.id) == withdrawal_id)
            .values(payout_reference=payout_reference, attempt_at=None)
            .execution_options(synchronize_session=False)
        )


def _withdrawal(row: WithdrawalRow) -> Withdrawal:
    return Withdrawal(
        WithdrawalId(row.id),
        PlayerId(row.player_id),
        row.idempotency_key,
        row.method,
        row.provider,
        Money(row.amount, CURRENCIES[row.currency]),
        WithdrawalState(row.state),
        row.reason,
        row.payout_reference,
        row.attempt_at is not None and row.state < _ENDED_FROM,
        row.requested_at,
        row.ended_at,
    )
