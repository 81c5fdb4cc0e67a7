"""Deposits in PostgreSQL; what decisions change is written by the lane (``facets/deposits.py``)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.payments.pages import page_of
from app.adapters.postgres.tables.payments import DepositRow
from domain.payments import CardForm, Deposit, DepositState, OpenedPayment, PaymentAction, Redirect
from domain.shared import CURRENCIES, DepositId, Money, Page, PageRequest, PlayerId

_ACTIONS: dict[str, type[CardForm] | type[Redirect]] = {"card_form": CardForm, "redirect": Redirect}
_KINDS = {action: kind for kind, action in _ACTIONS.items()}


class PostgresDeposits:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, deposit: Deposit) -> Deposit:
        await self._session.execute(
            insert(DepositRow)
            .values(
                id=deposit.deposit_id,
                player_id=deposit.player_id,
                idempotency_key=deposit.idempotency_key,
                method=deposit.method,
                provider=deposit.provider,
                amount=deposit.amount.minor,
                currency=deposit.amount.currency.code,
                state=deposit.state,
                reason=deposit.reason,
                started_at=deposit.started_at,
            )
            .on_conflict_do_nothing(constraint="deposits_idempotency_key")
        )
        stands = await self.under_key(deposit.player_id, deposit.idempotency_key)
        assert stands is not None
        return stands

    async def under_key(self, player_id: PlayerId, idempotency_key: str) -> Deposit | None:
        found = await self._session.execute(
            select(DepositRow)
            .where(col(DepositRow.player_id) == player_id, col(DepositRow.idempotency_key) == idempotency_key)
            .execution_options(populate_existing=True)
        )
        row = found.scalar_one_or_none()
        return None if row is None else _deposit(row)

    async def get(self, deposit_id: DepositId) -> Deposit | None:
        row = await self._session.get(DepositRow, deposit_id, populate_existing=True)
        return None if row is None else _deposit(row)

    async def opened(self, deposit_id: DepositId, payment: OpenedPayment) -> None:
        await self._session.execute(
            update(DepositRow)
            .where(col(DepositRow.id) == deposit_id, col(DepositRow.payment_reference).is_(None))
            .values(
                payment_reference=payment.reference,
                action_kind=_KINDS[type(payment.action)],
                action_url=payment.action.url,
            )
        )

    async def own(self, player_id: PlayerId, ids: Sequence[DepositId]) -> Mapping[DepositId, Deposit]:
        row = DepositRow
        query = select(row).where(col(row.player_id) == player_id, col(row.id).in_(ids))
        return {DepositId(found.id): _deposit(found) for found in (await self._session.execute(query)).scalars()}

    async def of_player(self, player_id: PlayerId, page: PageRequest) -> Page[Deposit]:
        query = select(DepositRow).where(col(DepositRow.player_id) == player_id)
        return await page_of(self._session, query, col(DepositRow.id), page, _deposit)


def _deposit(row: DepositRow) -> Deposit:
    return Deposit(
        DepositId(row.id),
        PlayerId(row.player_id),
        row.idempotency_key,
        row.method,
        row.provider,
        Money(row.amount, CURRENCIES[row.currency]),
        DepositState(row.state),
        row.reason,
        row.payment_reference,
        _action(row),
        row.started_at,
        row.ended_at,
    )


def _action(row: DepositRow) -> PaymentAction | None:
    if row.action_kind is None or row.action_url is None:
        return None
    return _ACTIONS[row.action_kind](row.action_url)
