"""Opening a game, trying one, leaving one."""

from typing import Annotated

import strawberry

from domain import games
from domain.games import EndGameSession, LaunchDemo, LaunchGame
from domain.shared import GameSessionId
from graphql_api.core import (
    IdempotencyConflict,
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TryAgainLater,
    Url,
    mutation,
    require_uuid,
)
from graphql_api.games.game import Game
from graphql_api.games.refusals import (
    CurrencyNotSupported,
    DemoNotAvailable,
    GameProviderAway,
    GameUnavailable,
    UnknownGame,
    UnknownGameSession,
)
from graphql_api.games.session import GameSession
from graphql_api.identity.loaders import PlayerViews
from graphql_api.wallet.refusals import UnknownWallet


@strawberry.input
class LaunchGameInput:
    slug: str
    currency: str = strawberry.field(description="Of a wallet that the player has.")
    return_url: str = strawberry.field(description="Where the game's home button leads: an absolute http or https URL.")
    device: games.Device
    idempotency_key: str = strawberry.field(
        description="8 to 64 characters; the same key opens the same session again, and asks for its page anew."
    )


@strawberry.input
class LaunchDemoInput:
    slug: str
    return_url: str = strawberry.field(description="Where the game's home button leads: an absolute http or https URL.")
    device: games.Device


@strawberry.input
class EndGameSessionInput:
    session_id: strawberry.ID


@strawberry.type
class LaunchGameSuccess:
    """The game is open; show `url` in a frame sandboxed to an opaque origin (`sandbox="allow-scripts"`)."""

    session: GameSession
    game: Game
    url: Url | None = strawberry.field(description="Null where `html` is given.")
    html: str | None = strawberry.field(description="A page, from providers that hand one out instead of an address.")


@strawberry.type
class LaunchDemoSuccess:
    """A demonstration with play money is open; no account is touched."""

    game: Game
    url: Url | None = strawberry.field(description="Null where `html` is given.")
    html: str | None = strawberry.field(description="A page, from providers that hand one out instead of an address.")


@strawberry.type
class EndGameSessionSuccess:
    """The session takes no more bets; what is owed still arrives."""

    session: GameSession


LaunchGameResult = Annotated[
    LaunchGameSuccess
    | UnknownGame
    | CurrencyNotSupported
    | UnknownWallet
    | GameUnavailable
    | GameProviderAway
    | InvalidInput
    | NotSignedIn
    | NotAllowed
    | IdempotencyConflict
    | TryAgainLater,
    strawberry.union("LaunchGameResult"),
]
LaunchDemoResult = Annotated[
    LaunchDemoSuccess
    | UnknownGame
    | DemoNotAvailable
    | GameUnavailable
    | GameProviderAway
    | InvalidInput
    | NotAllowed
    | TryAgainLater,
    strawberry.union("LaunchDemoResult"),
]
EndGameSessionResult = Annotated[
    EndGameSessionSuccess | UnknownGameSession | InvalidInput | NotAllowed | NotSignedIn | TryAgainLater,
    strawberry.union("EndGameSessionResult"),
]


@strawberry.type
class GamesMutations:
    @mutation
    async def launch_game(self, info: Info, input: LaunchGameInput) -> LaunchGameResult:
        """Opens a game for real money."""
        viewer = info.context.signed_in()
        player = (await info.context.loader(PlayerViews).load(viewer.player_id)).player
        launched = await info.context.dispatch(
            LaunchGame(
                player_id=viewer.player_id,
                slug=input.slug,
                currency=input.currency,
                return_url=input.return_url,
                device=input.device,
                idempotency_key=input.idempotency_key,
                country=player.country,
                ip=info.context.request.ip or None,
                sign_in=viewer.session_id,
            )
        )
        return LaunchGameSuccess(
            session=GameSession.of(launched.session),
            game=Game.of(launched.game),
            url=None if launched.url is None else Url(launched.url),
            html=launched.html,
        )

    @mutation
    async def launch_demo(self, info: Info, input: LaunchDemoInput) -> LaunchDemoResult:
        """Opens a game with play money, for anybody but a player whose `demo` gate is closed."""
        viewer, ip = info.context.viewer, info.context.request.ip or None
        player_id = None if viewer is None else viewer.player_id
        launched = await info.context.dispatch(
            LaunchDemo(input.slug, input.return_url, input.device, ip=ip, player_id=player_id)
        )
        return LaunchDemoSuccess(
            game=Game.of(launched.game),
            url=None if launched.url is None else Url(launched.url),
            html=launched.html,
        )

    @mutation
    async def end_game_session(self, info: Info, input: EndGameSessionInput) -> EndGameSessionResult:
        """Ends a game session: its token places no more bets."""
        viewer = info.context.signed_in()
        session_id = GameSessionId(require_uuid("GameSession", input.session_id, "session_id"))
        ended = await info.context.dispatch(EndGameSession(viewer.player_id, session_id))
        return EndGameSessionSuccess(session=GameSession.of(ended))
