"""The catalogue in PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.games.catalogue_order import order_of, read_cursor, write_cursor
from app.adapters.postgres.games.catalogue_writes import replace_listing
from app.adapters.postgres.tables.games import GameCategoryRow, GameRow, GameStudioRow
from domain.games import (
    CatalogueChange,
    Game,
    GameCategory,
    GameFilter,
    GameOrder,
    GameStudio,
    ListedGame,
    Volatility,
)
from domain.shared import GameId, Ids, Page, PageRequest

_Found = Select[GameRow, str, str]


def _games() -> _Found:
    return (
        select(GameRow, col(GameStudioRow.title), col(GameCategoryRow.title))
        .join(GameStudioRow, col(GameRow.studio) == col(GameStudioRow.slug))
        .join(GameCategoryRow, col(GameRow.category) == col(GameCategoryRow.slug))
    )


class PostgresGames:
    """``studio`` and ``category`` of a row are slugs; a Game carries their titles."""

    def __init__(self, session: AsyncSession, ids: Ids) -> None:
        self._session = session
        self._ids = ids

    async def by_slug(self, slug: str) -> Game | None:
        found = (await self._session.execute(_games().where(col(GameRow.slug) == slug, col(GameRow.on_offer)))).first()
        return None if found is None else game_of(*found)

    async def by_ids(self, ids: Sequence[GameId]) -> Mapping[GameId, Game]:
        rows = await self._session.execute(_games().where(col(GameRow.id).in_(ids)))
        return {game.id: game for game in (game_of(*row) for row in rows)}

    async def by_codes(self, codes: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Game]:
        wanted = tuple_(col(GameRow.provider), col(GameRow.code)).in_(list(codes))
        rows = await self._session.execute(_games().where(wanted))
        return {(game.provider, game.code): game for game in (game_of(*row) for row in rows)}

    async def page(self, wanted: GameFilter, order: GameOrder, page: PageRequest) -> Page[Game]:
        by = order_of(order)
        query = _games().where(*_conditions(wanted))
        if page.cursor is not None:
            position = read_cursor(by, page.cursor)
            if position is None:
                return Page((), (), more=False)
            query = query.where(by.beyond(position, backward=page.backward))
        query = query.order_by(*by.ordering(backward=page.backward)).limit(page.size + 1)
        rows = (await self._session.execute(query)).all()
        more, shown = len(rows) > page.size, list(rows[: page.size])
        if page.backward:
            shown.reverse()
        return Page(tuple(game_of(*row) for row in shown), tuple(write_cursor(by, row[0]) for row in shown), more=more)

    async def count(self, wanted: GameFilter) -> int:
        query = (
            select(func.count())
            .select_from(GameRow)
            .join(GameStudioRow, col(GameRow.studio) == col(GameStudioRow.slug))
        )
        return int((await self._session.execute(query.where(*_conditions(wanted)))).scalar_one())

    async def categories(self) -> tuple[GameCategory, ...]:
        rows = await self._session.execute(_counted(GameCategoryRow, col(GameRow.category)))
        return tuple(GameCategory(slug, title, games) for slug, title, games in rows)

    async def studios(self) -> tuple[GameStudio, ...]:
        rows = await self._session.execute(_counted(GameStudioRow, col(GameRow.studio)))
        return tuple(GameStudio(slug, title, games) for slug, title, games in rows)

    async def replace(self, provider: str, listed: Sequence[ListedGame]) -> CatalogueChange:
        return await replace_listing(self._session, self._ids, provider, listed)


def game_of(row: GameRow, studio: str, category: str) -> Game:
    return Game(
        id=GameId(row.id),
        slug=row.slug,
        provider=row.provider,
        code=row.code,
        title=row.title,
        studio=studio,
        category=category,
        tags=tuple(row.tags),
        features=tuple(row.features),
        rtp_basis_points=row.rtp_basis_points,
        volatility=None if row.volatility is None else Volatility(row.volatility),
        currencies=tuple(row.currencies),
        demo=row.demo,
        thumbnail_url=row.thumbnail_url,
        background_url=row.background_url,
        released_on=row.released_on,
    )


def _counted(names: Any, of_game: Any) -> "Select[str, str, int]":
    return (
        select(names.slug, names.title, func.count())
        .join(GameRow, of_game == names.slug)
        .where(col(GameRow.on_offer))
        .group_by(names.slug, names.title)
        .order_by(names.title)
    )


def _conditions(wanted: GameFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [and_(col(GameRow.on_offer))]
    if wanted.search:
        conditions += [
            or_(
                col(GameRow.sort_title).contains(word, autoescape=True),
                func.lower(col(GameStudioRow.title)).contains(word, autoescape=True),
            )
            for word in wanted.search.casefold().split()[:8]
        ]
    if wanted.category is not None:
        conditions.append(col(GameRow.category) == wanted.category)
    if wanted.studio is not None:
        conditions.append(col(GameRow.studio) == wanted.studio)
    if wanted.tags:
        conditions.append(col(GameRow.tags).contains(list(wanted.tags)))
    if wanted.features:
        conditions.append(col(GameRow.features).contains(list(wanted.features)))
    return conditions
