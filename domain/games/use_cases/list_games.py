"""The catalogue, as visitors browse it."""

from dataclasses import dataclass

from domain.games.game import Game, GameCategory, GameFilter, GameOrder, GameStudio
from domain.games.ports import Games
from domain.shared import Message, Page, PageRequest


@dataclass(frozen=True, slots=True)
class ListGames(Message[Page[Game]]):
    wanted: GameFilter
    order: GameOrder
    page: PageRequest


class ListGamesHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: ListGames, /) -> Page[Game]:
        return await self._games.page(message.wanted, message.order, message.page)


@dataclass(frozen=True, slots=True)
class CountGames(Message[int]):
    wanted: GameFilter


class CountGamesHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: CountGames, /) -> int:
        return await self._games.count(message.wanted)


@dataclass(frozen=True, slots=True)
class ListGameCategories(Message[tuple[GameCategory, ...]]):
    """Categories that have a game on offer, by title."""


class ListGameCategoriesHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: ListGameCategories, /) -> tuple[GameCategory, ...]:
        del message
        return await self._games.categories()


@dataclass(frozen=True, slots=True)
class ListGameStudios(Message[tuple[GameStudio, ...]]):
    """Studios that have a game on offer, by title."""


class ListGameStudiosHandler:
    def __init__(self, games: Games) -> None:
        self._games = games

    async def __call__(self, message: ListGameStudios, /) -> tuple[GameStudio, ...]:
        del message
        return await self._games.studios()
