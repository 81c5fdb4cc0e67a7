"""Anybody whom nothing keeps from it tries a game with play money; no account is touched."""

from dataclasses import dataclass

from domain.games.game import Device, Game
from domain.games.launch import Seat
from domain.games.launch_refusals import DemoNotAvailable, GameUnavailable, UnknownGame
from domain.games.ports import GameProviders, Games, GameSessions
from domain.games.return_address import check_return_url
from domain.jurisdiction import DEMO_PLAY, Profiles
from domain.shared import Clock, Message, PlayerId


@dataclass(frozen=True, slots=True)
class DemoLaunched:
    game: Game
    url: str | None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class LaunchDemo(Message[DemoLaunched]):
    """Refused with UnknownGame, DemoNotAvailable, GateClosed (``demo``), GameUnavailable, GameProviderAway
    or InvalidInput.

    ``player_id``: who asks; None: nobody who is signed in.
    """

    slug: str
    return_url: str
    device: Device
    country: str = "XX"
    language: str = "en"
    ip: str | None = None
    player_id: PlayerId | None = None


class LaunchDemoHandler:
    def __init__(
        self, games: Games, sessions: GameSessions, providers: GameProviders, profiles: Profiles, clock: Clock
    ) -> None:
        self._games = games
        self._sessions = sessions
        self._providers = providers
        self._profiles = profiles
        self._clock = clock

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
        await self._require_let_in(message)
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

    async def _require_let_in(self, message: LaunchDemo) -> None:
        """A player's own rules say whether there is free play, and their gate; a visitor's place says it."""
        gate = None if message.player_id is None else await self._sessions.gate(message.player_id)
        if gate is None:
            profile = self._profiles.for_visitor(message.country)
        else:
            profile = self._profiles.of(gate.jurisdiction, gate.profile_version)
        if DEMO_PLAY not in profile.features:
            raise DemoNotAvailable
        if gate is not None and (closed := gate.refusal("demo", self._clock.now())):
            raise closed
