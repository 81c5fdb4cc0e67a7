"""A player opens a game with real money."""

from dataclasses import dataclass, replace

from domain.games.game import Device, Game
from domain.games.launch import SESSION_LIFETIME, TOKEN_BYTES, GameSession, Launch, Seat, token_text
from domain.games.launch_refusals import CurrencyNotSupported, GameUnavailable, UnknownGame
from domain.games.ports import GameProviders, Games, GameSessions
from domain.games.return_address import check_return_url
from domain.shared import (
    Clock,
    Commit,
    GameSessionId,
    IdempotencyConflict,
    Ids,
    InvalidInput,
    Message,
    PlayerId,
    Random,
    SessionId,
)
from domain.wallet import UnknownPlayer, UnknownWallet, meaning_of

KEY_LENGTHS = range(8, 65)


@dataclass(frozen=True, slots=True)
class GameLaunched:
    """``url`` is the page to show in a frame; ``html`` instead of it where a provider hands out a page itself."""

    session: GameSession
    game: Game
    url: str | None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class LaunchGame(Message[GameLaunched]):
    """Open ``slug`` in ``currency``; the same key opens the same session again, asking the provider for its page anew.

    Refused with UnknownGame, CurrencyNotSupported, GateClosed (``bet``), UnknownWallet, IdempotencyConflict,
    GameUnavailable, GameProviderAway or InvalidInput. ``country`` is ISO 3166-1 alpha-2, ``language`` ISO 639-1.
    ``sign_in`` is the session that asks; a key used again under a later sign-in passes the game on to that one.
    """

    player_id: PlayerId
    slug: str
    currency: str
    return_url: str
    device: Device
    idempotency_key: str
    country: str = "XX"
    language: str = "en"
    ip: str | None = None
    sign_in: SessionId | None = None


class LaunchGameHandler:
    def __init__(
        self,
        games: Games,
        sessions: GameSessions,
        providers: GameProviders,
        clock: Clock,
        ids: Ids,
        random: Random,
        commit: Commit,
    ) -> None:
        self._games = games
        self._sessions = sessions
        self._providers = providers
        self._clock = clock
        self._ids = ids
        self._random = random
        self._commit = commit

    async def __call__(self, message: LaunchGame, /) -> GameLaunched:
        check_return_url(message.return_url)
        if len(message.idempotency_key) not in KEY_LENGTHS:
            raise InvalidInput.of("idempotencyKey", "LENGTH")
        game = await self._games.by_slug(message.slug)
        if game is None:
            raise UnknownGame
        provider = self._providers.get(game.provider)
        if provider is None:
            raise GameUnavailable
        launch = await self._open(message, game)
        # The session is durable and its lock released: the provider may ask for the balance before it answers.
        await self._commit()
        url = await provider.open_game(
            Seat(
                game_code=game.code,
                currency=message.currency,
                token=launch.token,
                player=message.player_id,
                country=message.country,
                language=message.language,
                device=message.device,
                return_url=message.return_url,
                ip=message.ip,
            )
        )
        return GameLaunched(launch.session, game, url)

    async def _open(self, message: LaunchGame, game: Game) -> Launch:
        gate = await self._sessions.lock(message.player_id)
        if gate is None:
            raise UnknownPlayer
        meaning = meaning_of(message.slug, message.currency, message.return_url, message.device.value)
        known = await self._sessions.launched(message.player_id, message.idempotency_key)
        if known is not None:
            if known.meaning != meaning:
                raise IdempotencyConflict
            return await self._of_this_sign_in(known, message.sign_in)
        if message.currency not in game.currencies:
            raise CurrencyNotSupported(message.currency, game.currencies)
        now = self._clock.now()
        if closed := gate.refusal("bet", now):
            raise closed
        if not await self._sessions.has_wallet(message.player_id, message.currency):
            raise UnknownWallet
        session = GameSession(
            id=GameSessionId(self._ids.new()),
            player_id=message.player_id,
            provider=game.provider,
            game_code=game.code,
            currency=message.currency,
            opened_at=now,
            expires_at=now + SESSION_LIFETIME,
            sign_in=message.sign_in,
        )
        launch = Launch(message.idempotency_key, meaning, session, token_text(self._random.token(TOKEN_BYTES)))
        await self._sessions.open(launch)
        return launch

    async def _of_this_sign_in(self, launch: Launch, sign_in: SessionId | None) -> Launch:
        if launch.session.sign_in == sign_in:
            return launch
        await self._sessions.pass_on(launch.session.id, sign_in)
        return replace(launch, session=replace(launch.session, sign_in=sign_in))
