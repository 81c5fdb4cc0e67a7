"""``GameSession``."""

from datetime import datetime

import strawberry

from domain import games
from graphql_api.core import CurrencyCode, Info, global_id
from graphql_api.games.game import Game, GamesByCode


@strawberry.type
class GameSession:
    """A player's real-money seat at one game, in one currency."""

    session: strawberry.Private[games.GameSession]
    id: strawberry.ID
    currency: CurrencyCode
    opened_at: datetime
    expires_at: datetime = strawberry.field(description="After this it takes no more bets.")
    ended_at: datetime | None = strawberry.field(description="When the player left; null until then.")

    @classmethod
    def of(cls, session: games.GameSession) -> "GameSession":
        return cls(
            session=session,
            id=global_id("GameSession", session.id),
            currency=CurrencyCode(session.currency),
            opened_at=session.opened_at,
            expires_at=session.expires_at,
            ended_at=session.ended_at,
        )

    @strawberry.field
    async def game(self, info: Info) -> Game | None:
        """Null only for a game that the catalogue never held."""
        found = await info.context.loader(GamesByCode).load((self.session.provider, self.session.game_code))
        return None if found is None else Game.of(found)
