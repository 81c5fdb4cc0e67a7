"""A small schema that uses everything of graphql_api.core, for the tests of the engine and of both transports."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, ClassVar, cast
from uuid import UUID

import strawberry
from strawberry.schema.config import StrawberryConfig

from domain.identity import Viewer
from domain.shared import Dispatch, Page, PageRequest, PlayerId, Refusal, SessionId
from graphql_api.core import (
    SCALARS,
    BigInt,
    Connection,
    Context,
    Info,
    InvalidInput,
    Money,
    MoneyInput,
    Node,
    NodeQueries,
    NotAllowed,
    NotSignedIn,
    RequestFacts,
    UserError,
    global_id,
    mutation,
    node_loader,
    page_request,
    query,
    refusal,
    subscription,
)
from graphql_api.http.authenticator import InvalidToken, Presented, SignedIn

ALICE = Viewer(PlayerId(UUID(int=1)), SessionId(UUID(int=11)))
BOB = Viewer(PlayerId(UUID(int=2)), SessionId(UUID(int=12)))


@dataclass(eq=False)
class NameInUse(Refusal):
    """The name is in use."""

    code: ClassVar[str] = "NAME_IN_USE"
    name: str


class Unforeseen(Refusal):
    """A refusal that no union lists."""

    code = "UNFORESEEN"


@refusal({NameInUse: "The name {name} is in use."})
class NameTaken(UserError):
    """Somebody has it."""

    name: str


@strawberry.type
class Thing(Node):
    """A thing."""

    name: str

    @classmethod
    def of(cls, name: str) -> "Thing":
        return cls(id=global_id("Thing", name), name=name)

    @strawberry.field
    async def child(self) -> "Thing":
        return self

    @strawberry.field
    async def others(self) -> list["Thing"]:
        return [self, self]


@node_loader("Thing")
async def load_thing(context: Context, key: str) -> Thing | None:
    return Thing.of(key) if len(key) == 1 else None


@strawberry.type
class Scalars:
    day: date = date(1990, 12, 31)
    at: datetime = datetime(2026, 5, 4, 12, tzinfo=UTC)
    length: timedelta = timedelta(seconds=90.25)
    money: Money = strawberry.field(default_factory=lambda: Money.minor(-1250, "EUR"))


@strawberry.type
class DemoQuery(NodeQueries):
    @strawberry.field
    async def scalars(self) -> Scalars:
        return Scalars()

    @strawberry.field
    async def me(self, info: Info) -> Thing | None:
        viewer = info.context.viewer
        return None if viewer is None else Thing.of(str(viewer.player_id)[-1])

    @query()
    async def thing(self, info: Info, name: str) -> Thing | None:
        """One thing."""
        return Thing.of(name)

    @query(Connection[Thing].empty)
    async def things(
        self, info: Info, first: int | None = None, after: str | None = None, last: int | None = None
    ) -> Connection[Thing]:
        """All things, a to z."""
        request = page_request(first, after, last)
        return Connection.empty() if request is None else Connection.of(_page(request), request, Thing.of)

    @query()
    async def echo(
        self,
        info: Info,
        at: datetime | None = None,
        day: date | None = None,
        id: UUID | None = None,
        n: BigInt | None = None,
    ) -> str:
        return f"{at} {day} {id} {n}"

    @strawberry.field
    async def misshapen(self) -> list[str] | None:
        return cast(list[str], 5)

    @strawberry.field
    async def broken(self) -> str | None:
        raise RuntimeError("alice@example.com")


def _page(request: PageRequest) -> Page[str]:
    names = [chr(97 + index) for index in range(26)]
    if request.backward:
        names = [name for name in names if request.cursor is None or name < request.cursor]
        rows = tuple(names[-request.size :])
    else:
        names = [name for name in names if request.cursor is None or name > request.cursor]
        rows = tuple(names[: request.size])
    return Page(rows, rows, len(names) > request.size)


@strawberry.input
class RenameInput:
    name: str
    price: MoneyInput | None = None


@strawberry.type
class RenameSuccess:
    name: str
    price: Money | None


RenameResult = Annotated[
    RenameSuccess | NameTaken | InvalidInput | NotSignedIn | NotAllowed, strawberry.union("RenameResult")
]


@strawberry.type
class DemoMutation:
    @mutation
    async def rename(self, info: Info, input: RenameInput) -> RenameResult:
        """Gives a name."""
        if input.name == "taken":
            raise NameInUse(input.name)
        if input.name == "unforeseen":
            raise Unforeseen
        if input.name == "mine":
            info.context.signed_in()
        if input.name == "slow":
            await asyncio.sleep(0.2)
        return RenameSuccess(name=input.name, price=Money.of(input.price.read("price")) if input.price else None)


@strawberry.type
class Tick:
    number: int

    @strawberry.field
    def weight(self) -> str:
        return "x" * 60_000


TickEvent = Annotated[Tick | NameTaken | InvalidInput | NotSignedIn | NotAllowed, strawberry.union("TickEvent")]


@strawberry.type
class DemoSubscription:
    closed: ClassVar[list[str]] = []

    @subscription
    async def ticks(self, info: Info, upto: int, name: str = "ticks") -> AsyncIterator[TickEvent]:
        """Counts; then says that the name is taken."""
        try:
            for number in range(upto):
                yield Tick(number=number)
                await asyncio.sleep(0)
            if name == "forever":
                await asyncio.Event().wait()
            info.context.signed_in()
            raise NameInUse(name)
        finally:
            DemoSubscription.closed.append(name)


SCHEMA = strawberry.Schema(DemoQuery, DemoMutation, DemoSubscription, config=StrawberryConfig(scalar_map=SCALARS))


async def _no_dispatch(message: object) -> object:
    raise AssertionError("the demo asks no domain")


def context(viewer: Viewer | None = None, facts: RequestFacts | None = None) -> Context:
    return Context(cast(Dispatch, _no_dispatch), viewer, facts or RequestFacts(correlation_id="c-1"))


def make_context(facts: RequestFacts, viewer: Viewer | None) -> Context:
    return context(viewer, facts)


class Tokens:
    """An authenticator over a table: ``Bearer alice``, ``Bearer expired``, a cookie ``session=bob``."""

    def __init__(self) -> None:
        self.known = {"alice": SignedIn(ALICE), "bob": SignedIn(BOB), "qa": SignedIn(ALICE, unmetered=True)}

    async def __call__(self, presented: Presented) -> SignedIn | None:
        if presented.authorization is not None:
            token = presented.authorization.removeprefix("Bearer ")
            if token == "ended":
                return None
            if token not in self.known:
                raise InvalidToken(expired=token == "expired")
            return self.known[token]
        if presented.cookies and (presented.websocket or presented.csrf == "cookie"):
            return self.known.get(presented.cookies.get("session", ""))
        return None
