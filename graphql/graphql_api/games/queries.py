"""The catalogue, open to everybody."""

import strawberry

from domain import games
from domain.games import CountGames, FindGame, ListGameCategories, ListGames, ListGameStudios
from graphql_api.core import Connection, Info, page_request, query
from graphql_api.games.game import Game, GameCategory, GameFilter, GameProvider


@strawberry.type
class GamesQueries:
    @query(Connection[Game].empty)
    async def games(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        filter: GameFilter | None = None,
        order_by: games.GameOrder = games.GameOrder.TITLE,
    ) -> Connection[Game]:
        """The games on offer."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        wanted = (filter or GameFilter()).read()
        return Connection.of(await info.context.dispatch(ListGames(wanted, order_by, request)), request, Game.of)

    @query(lambda: 0)
    async def games_count(self, info: Info, filter: GameFilter | None = None) -> int:
        """How many games `games` would list in all."""
        return await info.context.dispatch(CountGames((filter or GameFilter()).read()))

    @query()
    async def game(self, info: Info, slug: str) -> Game | None:
        """A game on offer by its slug; null when there is none."""
        found = await info.context.dispatch(FindGame(slug))
        return None if found is None else Game.of(found)

    @strawberry.field
    async def game_categories(self, info: Info) -> list[GameCategory]:
        """Categories that have a game on offer, by title."""
        found = await info.context.dispatch(ListGameCategories())
        return [GameCategory(slug=kind.slug, title=kind.title, games=kind.games) for kind in found]

    @strawberry.field
    async def game_providers(self, info: Info) -> list[GameProvider]:
        """Providers that have a game on offer, by title."""
        found = await info.context.dispatch(ListGameStudios())
        return [GameProvider(slug=maker.slug, title=maker.title, games=maker.games) for maker in found]
