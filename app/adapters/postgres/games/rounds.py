"""A player's rounds, looked back on."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, column, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.tables.games import RoundRow
from domain.games import RoundFilter, RoundState, RoundView
from domain.shared import Page, PageRequest, PlayerId, RoundId


def _rounds(player_id: PlayerId) -> "Select[RoundRow, str]":
    currency: ColumnElement[str] = literal_column(
        "(select w.currency from wallets w where w.id = rounds.wallet_id)"
    ).label("currency")
    return select(RoundRow, currency).where(col(RoundRow.player_id) == player_id)


class PostgresGameRounds:
    """Newest first by id, which is ordered by time; a cursor is an id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, player_id: PlayerId, wanted: RoundFilter, page: PageRequest) -> Page[RoundView]:
        query, key = _rounds(player_id), col(RoundRow.id)
        if wanted.currency is not None:
            query = query.where(literal_column("rounds.wallet_id").in_(_wallet_of(player_id, wanted.currency)))
        if wanted.state is not None:
            query = query.where(col(RoundRow.state) == int(wanted.state))
        if page.cursor is not None:
            try:
                here = UUID(page.cursor)
            except ValueError:
                return Page((), (), more=False)
            query = query.where(key > here if page.backward else key < here)
        query = query.order_by(key.asc() if page.backward else key.desc()).limit(page.size + 1)
        rows = list((await self._session.execute(query)).all())
        more, shown = len(rows) > page.size, rows[: page.size]
        if page.backward:
            shown.reverse()
        return Page(tuple(_view(row) for row in shown), tuple(str(row[0].id) for row in shown), more=more)

    async def by_ids(self, player_id: PlayerId, ids: Sequence[RoundId]) -> Mapping[RoundId, RoundView]:
        rows = await self._session.execute(_rounds(player_id).where(col(RoundRow.id).in_(ids)))
        return {view.id: view for view in (_view(row) for row in rows)}


def _wallet_of(player_id: PlayerId, currency: str) -> "Select[int]":
    wallets = table("wallets", column("id"), column("player_id"), column("currency"))
    return select(wallets.c.id).where(wallets.c.player_id == player_id, wallets.c.currency == currency)


def _view(row: "Row[RoundRow, str]") -> RoundView:
    round_, currency = row
    return RoundView(
        id=RoundId(round_.id),
        provider=round_.provider,
        game_code=round_.game_code,
        reference=round_.reference,
        currency=currency,
        state=RoundState(round_.state),
        in_play=round_.in_play,
        staked=round_.staked,
        won=round_.won,
        opened_at=round_.opened_at,
        closed_at=round_.closed_at,
    )
