"""Subscribers who ask the same of the same event share one execution; nobody else does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
import strawberry

from domain.identity import Viewer
from domain.shared import Dispatch, PlayerId, SessionId
from graphql_api.core import Context, Info, RequestFacts
from graphql_api.execution import PRODUCTION, Engine, GraphQLRequest
from tests.graphql_api.demo import ALICE, BOB

EVENTS = [object() for _ in range(3)]
executions: list[object] = []
answering = asyncio.Event()


@strawberry.type
class Told:
    origin: strawberry.Private[object]

    @strawberry.field
    def number(self, plus: int = 0) -> int:
        executions.append(self.origin)
        return EVENTS.index(self.origin) + plus

    @strawberry.field
    async def slow(self) -> int:
        executions.append(self.origin)
        await answering.wait()
        return EVENTS.index(self.origin)


@strawberry.type
class Alone:
    number: int


@strawberry.type
class Query:
    nothing: int = 0


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def told(self, info: Info, after: int = 0) -> AsyncIterator[Told]:
        for event in EVENTS[after:]:
            yield Told(origin=event)

    @strawberry.subscription
    async def alone(self, info: Info) -> AsyncIterator[Alone]:
        yield Alone(number=1)


async def _no_dispatch(message: object) -> Any:
    raise AssertionError(message)


@pytest.fixture
def engine() -> Engine:
    executions.clear()
    answering.clear()
    return Engine(strawberry.Schema(Query, subscription=Subscription), PRODUCTION)


async def follow(engine: Engine, text: str, viewer: Viewer | None = ALICE, **variables: Any) -> list[Any]:
    dispatch: Dispatch = _no_dispatch
    context = Context(dispatch, viewer, RequestFacts())
    prepared = engine.prepare(GraphQLRequest(text, None, variables), context, metered=False)
    return [answer.body["data"] async for answer in engine.stream(prepared, context)]


async def test_the_same_question_is_executed_once(engine: Engine) -> None:
    answers = await asyncio.gather(*(follow(engine, "subscription { told { number } }") for _ in range(5)))
    assert answers == [[{"told": {"number": number}} for number in range(3)]] * 5
    assert executions == EVENTS


async def test_arguments_that_choose_the_stream_do_not_part_its_followers(engine: Engine) -> None:
    text = "subscription ($after: Int!) { told(after: $after) { number } }"
    assert await follow(engine, text, after=0) == [{"told": {"number": number}} for number in range(3)]
    assert await follow(engine, text, after=2) == [{"told": {"number": 2}}]
    assert executions == EVENTS


async def test_variables_below_the_root_do(engine: Engine) -> None:
    for text in (
        "subscription ($plus: Int!) { told { number(plus: $plus) } }",
        "subscription ($plus: Int!) { ...All } fragment All on Subscription { told { number(plus: $plus) } }",
        "subscription ($plus: Int!) { told { ...Some } } fragment Some on Told { number(plus: $plus) }",
    ):
        executions.clear()
        assert (await follow(engine, text, plus=1))[0] == {"told": {"number": 1}}
        assert (await follow(engine, text, plus=7))[0] == {"told": {"number": 7}}
        assert executions == EVENTS + EVENTS


async def test_directives_below_the_root_do(engine: Engine) -> None:
    text = "subscription ($shown: Boolean!) { told { __typename number @include(if: $shown) } }"
    assert (await follow(engine, text, shown=True))[0] == {"told": {"__typename": "Told", "number": 0}}
    assert (await follow(engine, text, shown=False))[0] == {"told": {"__typename": "Told"}}


async def test_players_never_share(engine: Engine) -> None:
    for viewer in (ALICE, BOB, None):
        await follow(engine, "subscription { told { number } }", viewer)
    assert executions == EVENTS * 3
    other_session = Viewer(PlayerId(ALICE.player_id), SessionId(UUID(int=99)))
    await follow(engine, "subscription { told { number } }", other_session)
    assert executions == EVENTS * 3


async def test_other_documents_never_share(engine: Engine) -> None:
    await follow(engine, "subscription { told { number } }")
    assert (await follow(engine, "subscription { told { it: number } }"))[0] == {"told": {"it": 0}}


async def test_an_event_without_origin_is_executed_for_each(engine: Engine) -> None:
    for _ in range(2):
        assert await follow(engine, "subscription { alone { number } }") == [{"alone": {"number": 1}}]


async def test_who_leaves_does_not_take_the_execution_along(engine: Engine) -> None:
    text = "subscription { told(after: 2) { slow } }"
    leaving = asyncio.create_task(follow(engine, text))
    staying = asyncio.create_task(follow(engine, text))
    while not executions:  # noqa: ASYNC110 (until the first one executes)
        await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.wait({leaving})
    answering.set()
    assert await staying == [{"told": {"slow": 2}}]
    assert executions == [EVENTS[2]]
