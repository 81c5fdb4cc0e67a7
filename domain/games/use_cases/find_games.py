"""Games by name, by id, and by what their provider calls them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.games.game import Game
from domain.games.ports import Games
from domain.shared import GameId, Message


@dataclass(frozen=True, slots=True)
class FindGame(Message[Game | None]):
    slug: str


class FindGameHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: FindGame, /) -> Game | None:
        return await self._games.by_slug(message.slug)


@dataclass(frozen=True, slots=True)
class FindGamesById(Message[Mapping[GameId, Game]]):
    ids: tuple[GameId, ...]


class FindGamesByIdHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: FindGamesById, /) -> Mapping[GameId, Game]:
        return await self._games.by_ids(message.ids)


@dataclass(frozen=True, slots=True)
class FindGamesByCode(Message[Mapping[tuple[str, str], Game]]):
    """Pairs of (provider, code), as rounds and sessions carry them."""

    codes: tuple[tuple[str, str], ...]


class FindGamesByCodeHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: FindGamesByCode, /) -> Mapping[tuple[str, str], Game]:
        return await self._games.by_codes(message.codes)
