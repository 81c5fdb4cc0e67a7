"""``GameRound``."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from domain import games
from domain.games import FindRounds, RoundView
from domain.shared import RoundId
from graphql_api.core import Context, CurrencyCode, Info, Money, Node, global_id, node_loader
from graphql_api.games.game import Game, GamesByCode

RoundState = strawberry.enum(
    games.RoundState, name="GameRoundState", description="Whether a round may still take bets."
)


@strawberry.type
class GameRound(Node):
    """One play of one game. Visible to its player alone."""

    view: strawberry.Private[RoundView]
    currency: CurrencyCode
    state: games.RoundState
    staked: Money = strawberry.field(description="All its stakes, less those given back.")
    won: Money = strawberry.field(description="All its wins, less those taken back.")
    in_play: Money = strawberry.field(description="The stake still held; zero once it is closed.")
    opened_at: datetime
    closed_at: datetime | None = strawberry.field(description="Null while it is open.")
    reference: str = strawberry.field(description="What the provider calls it; quote it to support.")

    @classmethod
    def of(cls, view: RoundView) -> "GameRound":
        return cls(
            id=global_id("GameRound", view.id),
            view=view,
            currency=CurrencyCode(view.currency),
            state=view.state,
            staked=Money.minor(view.staked, view.currency),
            won=Money.minor(view.won, view.currency),
            in_play=Money.minor(view.in_play, view.currency),
            opened_at=view.opened_at,
            closed_at=view.closed_at,
            reference=view.reference,
        )

    @strawberry.field
    async def game(self, info: Info) -> Game | None:
        """Null only for a game that the catalogue never held."""
        found = await info.context.loader(GamesByCode).load((self.view.provider, self.view.game_code))
        return None if found is None else Game.of(found)


class OwnRounds(DataLoader[RoundId, RoundView | None]):
    """Of the viewer alone: ``await info.context.loader(OwnRounds).load(round_id)``."""

    def __init__(self, context: Context) -> None:
        player_id = context.signed_in(while_locked=True).player_id

        async def load(ids: list[RoundId]) -> list[RoundView | None]:
            found = await context.dispatch(FindRounds(player_id, tuple(ids)))
            return [found.get(id_) for id_ in ids]

        super().__init__(load)


@node_loader("GameRound")
async def load_round(context: Context, key: str) -> GameRound | None:
    if context.viewer is None:
        return None
    try:
        id_ = RoundId(UUID(key))
    except ValueError:
        return None
    found = await context.loader(OwnRounds).load(id_)
    return None if found is None else GameRound.of(found)
