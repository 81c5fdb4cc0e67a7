"""Anybody tries a game with play money; no account is touched."""

from dataclasses import dataclass

from domain.games.game import Device, Game
from domain.games.launch import Seat
from domain.games.launch_refusals import DemoNotAvailable, GameUnavailable, UnknownGame
from domain.games.ports import GameProviders, Games
from domain.games.return_address import check_return_url
from domain.shared import Message


@dataclass(frozen=True, slots=True)
class DemoLaunched:
    game: Game
    url: str | None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class LaunchDemo(Message[DemoLaunched]):
    """Refused with UnknownGame, DemoNotAvailable, GameUnavailable, GameProviderAway or InvalidInput."""

    slug: str
    return_url: str
    device: Device
    country: str = "XX"
    language: str = "en"
    ip: str | None = None


class LaunchDemoHandler:
    def __init__(self, games: Games, providers: GameProviders) -> None:
        self._games = games
        self._providers = providers

    async def __call__(self, message: LaunchDemo, /) -> DemoLaunched:
        check_return_url(message.return_url)
        game = await self._games.by_slug(message.slug)
        if game is None:
            raise UnknownGame
        if not game.demo:
            raise DemoNotAvailable
        provider = self._providers.get(game.provider)
        if provider is None:
            raise GameUnavailable
        url = await provider.open_game(
            Seat(
                game_code=game.code,
                currency=None,
                token=None,
                player=None,
                country=message.country,
                language=message.language,
                device=message.device,
                return_url=message.return_url,
                ip=message.ip,
            )
        )
        return DemoLaunched(game, url)
