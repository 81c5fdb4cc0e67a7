"""``Game``, and the words by which games are found."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from domain import games
from domain.games import FindGamesByCode, FindGamesById
from domain.shared import GameId
from graphql_api.core import Context, CurrencyCode, DecimalText, Node, Url, global_id, node_loader

Volatility = strawberry.enum(
    games.Volatility, description="How unevenly a game pays: often and little, or seldom and much."
)
GameOrder = strawberry.enum(games.GameOrder, description="By title, the newest first, or the highest RTP first.")
Device = strawberry.enum(games.Device, description="Which layout of a game to open.")


@strawberry.type
class Game(Node):
    """A game of the catalogue."""

    slug: str = strawberry.field(description="Its address, for ever.")
    title: str
    provider: str = strawberry.field(description="Who made it, for a person to read.")
    category: str
    tags: list[str]
    features: list[str]
    rtp: DecimalText | None = strawberry.field(
        description='Theoretical return to player in percent, "96.12"; null where the provider does not say.'
    )
    volatility: games.Volatility | None = strawberry.field(description="Null where the provider does not say.")
    currencies: list[CurrencyCode] = strawberry.field(description="In which it can be played for money.")
    demo: bool = strawberry.field(description="Whether `launchDemo` opens it.")
    thumbnail_url: Url | None = strawberry.field(description="Null where there is no picture.")
    background_url: Url | None = strawberry.field(description="Null where there is no picture.")
    released_on: date | None = strawberry.field(description="Null where the provider does not say.")

    @classmethod
    def of(cls, game: games.Game) -> "Game":
        return cls(
            id=global_id("Game", game.id),
            slug=game.slug,
            title=game.title,
            provider=game.studio,
            category=game.category,
            tags=list(game.tags),
            features=list(game.features),
            rtp=None if game.rtp_basis_points is None else percent(game.rtp_basis_points),
            volatility=game.volatility,
            currencies=[CurrencyCode(code) for code in game.currencies],
            demo=game.demo,
            thumbnail_url=None if game.thumbnail_url is None else Url(game.thumbnail_url),
            background_url=None if game.background_url is None else Url(game.background_url),
            released_on=game.released_on,
        )


@strawberry.type
class GameCategory:
    """What kind of game: a value for the filter `category`."""

    slug: str
    title: str
    games: int = strawberry.field(description="How many are on offer.")


@strawberry.type
class GameProvider:
    """Who makes games: a value for the filter `provider`."""

    slug: str
    title: str
    games: int = strawberry.field(description="How many are on offer.")


@strawberry.input
class GameFilter:
    """Every condition given must hold."""

    search: str | None = strawberry.field(default=None, description="Words of the title or of the provider's name.")
    category: str | None = strawberry.field(default=None, description="A category's slug.")
    provider: str | None = strawberry.field(default=None, description="A provider's slug.")
    tags: list[str] | None = strawberry.field(default=None, description="All of these.")
    features: list[str] | None = strawberry.field(default=None, description="All of these.")

    def read(self) -> games.GameFilter:
        return games.GameFilter(
            self.search, self.category, self.provider, tuple(self.tags or ()), tuple(self.features or ())
        )


def percent(basis_points: int) -> DecimalText:
    return DecimalText(f"{basis_points // 100}.{basis_points % 100:02d}")


class GamesById(DataLoader[GameId, games.Game | None]):
    def __init__(self, context: Context) -> None:
        async def load(ids: list[GameId]) -> list[games.Game | None]:
            found = await context.dispatch(FindGamesById(tuple(ids)))
            return [found.get(id_) for id_ in ids]

        super().__init__(load)


class GamesByCode(DataLoader[tuple[str, str], games.Game | None]):
    """By (provider, code), as rounds and sessions name them; withdrawn games are found too."""

    def __init__(self, context: Context) -> None:
        async def load(codes: list[tuple[str, str]]) -> list[games.Game | None]:
            found = await context.dispatch(FindGamesByCode(tuple(codes)))
            return [found.get(code) for code in codes]

        super().__init__(load)


@node_loader("Game")
async def load_game(context: Context, key: str) -> Game | None:
    try:
        id_ = GameId(UUID(key))
    except ValueError:
        return None
    found = await context.loader(GamesById).load(id_)
    return None if found is None else Game.of(found)
