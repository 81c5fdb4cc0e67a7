'''What every context's GraphQL types are written with. By example (graphql_api/games/):

A query, in ``queries.py``; ``@query`` makes unreadable text match nothing::

    @strawberry.type
    class GamesQueries:
        @query()
        async def game(self, info: Info, slug: str) -> Game | None:
            """A game of the catalogue by its slug; null when there is none."""
            row = await info.context.dispatch(FindGame(slug))
            return None if row is None else Game.of(row)

        @query(Connection[Game].empty)
        async def games(self, info: Info, first: int | None = None, after: str | None = None,
                        last: int | None = None, before: str | None = None) -> Connection[Game]:
            """The catalogue."""
            request = page_request(first, after, last, before)
            if request is None:
                return Connection.empty()
            return Connection.of(await info.context.dispatch(ListGames(request)), request, Game.of)

A field that reads without arguments is a plain ``@strawberry.field``. A type with a global id::

    @strawberry.type
    class Game(Node):                      # id=global_id("Game", row.id)
        """…"""

    @node_loader("Game")
    async def load_game(context: Context, key: str) -> Game | None: ...

A refusal, in ``types.py``: the domain's class, the text a person reads, the facts as fields. Its code joins ErrorCode
by itself, described by the first line of the domain class's docstring. ``also`` maps a further one to a type::

    @refusal({games.GameNotFound: "There is no such game."}, reaction="Read the catalogue again.")
    class GameNotFound(UserError):
        """No game of this catalogue has this slug."""

    also(wallet.GateClosed, NotAllowed, "This is not allowed now.", "…")  # attributes and fields have equal names

A mutation, in ``mutations.py``: one input, one union named ``<Mutation>Result``; refusals are raised, here or below::

    LaunchGameResult = Annotated[
        LaunchGameSuccess | GameNotFound | InvalidInput | NotSignedIn | NotAllowed | IdempotencyConflict,
        strawberry.union("LaunchGameResult"),
    ]

    @strawberry.type
    class GamesMutations:
        @mutation
        async def launch_game(self, info: Info, input: LaunchGameInput) -> LaunchGameResult:
            """Opens a session of a game."""
            viewer = info.context.signed_in()                                  # or NotSignedIn
            game_id = require_uuid("Game", input.game_id, "game_id")           # or InvalidInput at gameId
            amount = input.amount.read("amount")                               # MoneyInput -> domain Money
            launched = await info.context.dispatch(LaunchGame(viewer.player_id, …))
            return LaunchGameSuccess(…)

A subscription, in ``subscriptions.py``: an async generator of a union of events that lists NotSignedIn, NotAllowed and
InvalidInput; ``@subscription`` sends a refusal once and ends. What is not a Refusal is masked and logged.

Ports beyond ``dispatch`` (money, live feeds) come through typed keys, which app/wiring/ports.py fills:
``BALANCES: Port[BalanceFeed] = Port("balances")`` and ``info.context.port(BALANCES)``. To-one edges load through the
operation's one loader of their kind: ``info.context.loader(GamesById)``, a class or function that takes the Context.
'''

from graphql_api.core.answers import UndeclaredRefusal, mutation, query, subscription
from graphql_api.core.common_refusals import (
    FieldProblem,
    IdempotencyConflict,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    TryAgainLater,
    field_texts,
)
from graphql_api.core.connections import Connection, Edge, PageInfo, page_request
from graphql_api.core.context import Context, Credentials, Info, Port, Ports, RequestFacts, ResponseCookie
from graphql_api.core.ids import global_id, key_of, require_uuid, uuid_of
from graphql_api.core.money import Money, MoneyInput
from graphql_api.core.nodes import Node, NodeQueries, load_node, node_loader
from graphql_api.core.refusals import (
    ErrorCode,
    UserError,
    also,
    declared_refusals,
    refusal,
    refusal_reaction,
    refusal_text,
)
from graphql_api.core.scalars import SCALARS, BigInt, CountryCode, CurrencyCode, DecimalText, Sequence, Upload, Url

__all__ = [
    "SCALARS",
    "BigInt",
    "Connection",
    "Context",
    "CountryCode",
    "Credentials",
    "CurrencyCode",
    "DecimalText",
    "Edge",
    "ErrorCode",
    "FieldProblem",
    "IdempotencyConflict",
    "Info",
    "InvalidInput",
    "Money",
    "MoneyInput",
    "Node",
    "NodeQueries",
    "NotAllowed",
    "NotSignedIn",
    "PageInfo",
    "Port",
    "Ports",
    "RequestFacts",
    "ResponseCookie",
    "Sequence",
    "TooManyAttempts",
    "TryAgainLater",
    "UndeclaredRefusal",
    "Upload",
    "Url",
    "UserError",
    "also",
    "declared_refusals",
    "field_texts",
    "global_id",
    "key_of",
    "load_node",
    "mutation",
    "node_loader",
    "page_request",
    "query",
    "refusal",
    "refusal_reaction",
    "refusal_text",
    "require_uuid",
    "subscription",
    "uuid_of",
]
