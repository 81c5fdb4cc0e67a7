"""The games' part of ``Player``."""

import strawberry

from domain import games
from domain.games import ListRounds
from graphql_api.core import Connection, Info, page_request
from graphql_api.core import query as reading
from graphql_api.games.game_round import GameRound
from graphql_api.identity.player_fields import PlayerFields


@strawberry.input
class GameRoundFilter:
    currency: str | None = strawberry.field(default=None, description="Only rounds of this wallet.")
    state: games.RoundState | None = strawberry.field(default=None, description="Only open, or only closed ones.")


@strawberry.type
class GamesPlayerFields(PlayerFields):
    @reading(Connection[GameRound].empty)
    async def game_rounds(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        filter: GameRoundFilter | None = None,
    ) -> Connection[GameRound]:
        """What was played, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        wanted = filter or GameRoundFilter()
        page = await info.context.dispatch(
            ListRounds(self.player_id, games.RoundFilter(wanted.currency, wanted.state), request)
        )
        return Connection.of(page, request, GameRound.of)
