"""The wire, spoken by a real client against a real server."""

import asyncio
import json
import time
from typing import Any, cast

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from graphql_api.execution import PRODUCTION
from graphql_api.http.authenticator import SignedIn
from graphql_api.http.sockets import SocketLimits
from tests.graphql_api.demo import ALICE, BOB, DemoSubscription
from tests.graphql_api.http.conftest import ORIGIN, TRUSTED, Served, serving

TICKS = (
    "subscription ($n: Int!, $name: String!) { ticks(upto: $n, name: $name) { __typename ... on UserError { code } } }"
)


class Client:
    """Speaks the protocol one message at a time."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def tell(self, kind: str, **fields: Any) -> None:
        await self._connection.send(json.dumps({"type": kind, **fields}))

    async def raw(self, text: str | bytes) -> None:
        await self._connection.send(text)

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            return cast(dict[str, Any], json.loads(await self._connection.recv()))

    async def start(self, authorization: str | None = None) -> "Client":
        await self.tell("connection_init", payload={"authorization": authorization} if authorization else {})
        assert await self.hear() == {"type": "connection_ack"}
        return self

    async def ask(self, id: str, query: str, **variables: Any) -> None:
        await self.tell("subscribe", id=id, payload={"query": query, "variables": variables})

    async def closed(self) -> int | None:
        """The code with which the server closes, whatever it still says before."""
        async with asyncio.timeout(5):
            try:
                while True:
                    await self._connection.recv()
            except ConnectionClosed as end:
                return end.rcvd.code if end.rcvd else None

    async def leave(self) -> None:
        await self._connection.close()


async def open_socket(served: Served, origin: str | None = None, **headers: str) -> Client:
    connection = await connect(
        served.ws,
        subprotocols=[Subprotocol("graphql-transport-ws")],
        origin=origin,  # type: ignore[arg-type]
        additional_headers=headers,
    )
    return Client(connection)


async def test_a_subscription_from_its_first_event_to_its_completion(served: Served) -> None:
    client = await (await open_socket(served)).start("Bearer alice")
    await client.ask("1", TICKS, n=2, name="a")
    heard = [await client.hear() for _ in range(4)]
    assert [message["type"] for message in heard] == ["next", "next", "next", "complete"]
    assert heard[0] == {
        "type": "next",
        "id": "1",
        "payload": {"data": {"ticks": {"__typename": "Tick"}}, "extensions": heard[0]["payload"]["extensions"]},
    }
    assert heard[2]["payload"]["data"]["ticks"] == {"__typename": "NameTaken", "code": "NAME_IN_USE"}
    await client.ask("1", "{ me { name } }")
    assert (await client.hear())["payload"]["data"] == {"me": {"name": "1"}}, "an id is free once it has completed"
    await client.leave()


async def test_queries_mutations_and_documents_by_id_travel_over_it_too(served: Served) -> None:
    import hashlib

    client = await (await open_socket(served)).start()
    await client.ask("q", '{ thing(name: "a") { name } }')
    assert (await client.hear())["payload"] == {"data": {"thing": {"name": "a"}}}
    assert await client.hear() == {"type": "complete", "id": "q"}
    await client.ask("m", 'mutation { rename(input: {name: "b"}) { ... on RenameSuccess { name } } }')
    assert (await client.hear())["payload"] == {"data": {"rename": {"name": "b"}}}
    await client.hear()
    id = f"sha256:{hashlib.sha256(TRUSTED.encode()).hexdigest()}"
    await client.tell("subscribe", id="d", payload={"documentId": id})
    assert (await client.hear())["payload"] == {"data": {"thing": {"name": "a"}}}
    await client.leave()


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ thing(", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { things(first: $n) { edges { cursor } } }", "BAD_USER_INPUT"),
        ("subscription ($n: Int!) { ticks(upto: $n) { __typename } }", "BAD_USER_INPUT"),
    ],
)
async def test_a_document_that_cannot_run_is_an_error_and_the_socket_stays(
    served: Served, document: str, code: str
) -> None:
    client = await (await open_socket(served)).start()
    await client.ask("1", document)
    answer = await client.hear()
    assert (answer["type"], answer["id"]) == ("error", "1")
    assert answer["payload"][0]["extensions"]["code"] == code
    await client.ask("1", "{ me { name } }")
    assert (await client.hear())["payload"] == {"data": {"me": None}}
    await client.leave()


@pytest.mark.parametrize(
    "message",
    [
        "[]",
        "1",
        "null",
        '"s"',
        "{}",
        "{",
        b"{}",
        '{"type": "connection_ack"}',
        '{"type": []}',
        '{"type": "ping", "payload": 1}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ me { id } }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ me { id } }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ me { id } }", "variables": 1}}',
        '{"type": "complete"}',
        "[" * 60_000,
    ],
)
async def test_what_is_not_a_message_closes_4400(served: Served, message: str | bytes) -> None:
    client = await (await open_socket(served)).start()
    await client.raw(message)
    assert await client.closed() == 4400
    assert served.faults == []


async def test_the_protocols_own_closes(served: Served) -> None:
    early = await open_socket(served)
    await early.ask("1", "{ me { id } }")
    assert await early.closed() == 4401

    twice = await (await open_socket(served)).start()
    await twice.tell("connection_init")
    assert await twice.closed() == 4429

    same = await (await open_socket(served)).start("Bearer alice")
    await same.ask("1", TICKS, n=0, name="forever")
    await same.ask("1", TICKS, n=0, name="forever")
    assert await same.closed() == 4409

    big = await (await open_socket(served)).start()
    await big.ask("1", "#" * 70_000)
    assert await big.closed() == 1009

    silent = await connect(served.ws)
    assert await Client(silent).closed() == 4406


async def test_origins_are_exact(served: Served) -> None:
    for foreign in ("https://casino.example.evil", "http://casino.example", "null", "https://CASINO.example"):
        with pytest.raises(InvalidStatus) as refused:
            await open_socket(served, origin=foreign)
        assert refused.value.response.status_code == 403
    client = await (await open_socket(served, origin=ORIGIN, cookie="session=bob")).start()
    await client.ask("1", "{ me { name } }")
    assert (await client.hear())["payload"]["data"] == {"me": {"name": "2"}}
    await client.leave()


async def test_a_cookie_without_an_origin_counts_for_nothing(served: Served) -> None:
    client = await (await open_socket(served, cookie="session=bob")).start()
    await client.ask("1", "{ me { name } }")
    assert (await client.hear())["payload"]["data"] == {"me": None}
    await client.leave()


async def test_pings_are_answered_and_renew_the_token(served: Served) -> None:
    served.tokens.known["brief"] = SignedIn(ALICE, expires_at=time.time() + 0.3)
    client = await (await open_socket(served)).start("Bearer brief")
    await client.tell("ping")
    assert await client.hear() == {"type": "pong"}
    await client.tell("ping", payload={"authorization": "Bearer alice"})
    assert await client.hear() == {"type": "pong"}
    await asyncio.sleep(0.5)
    await client.ask("1", "{ me { name } }")
    assert (await client.hear())["payload"]["data"] == {"me": {"name": "1"}}
    await client.tell("ping", payload={"authorization": "Bearer bob"})
    assert await client.closed() == 4401, "a socket never changes its player"


async def test_a_bare_token_is_a_bearer_token(served: Served) -> None:
    client = await (await open_socket(served)).start("alice")
    await client.ask("1", "{ me { name } }")
    assert (await client.hear())["payload"]["data"] == {"me": {"name": "1"}}
    await client.leave()


async def test_tokens_that_end_close_the_socket(served: Served) -> None:
    for token, code in (("expired", 4403), ("forged", 4401)):
        client = await open_socket(served)
        await client.tell("connection_init", payload={"authorization": f"Bearer {token}"})
        assert await client.closed() == code

    served.tokens.known["brief"] = SignedIn(ALICE, expires_at=time.time() + 0.2)
    brief = await (await open_socket(served)).start("Bearer brief")
    await brief.ask("1", TICKS, n=0, name="forever")
    assert await brief.closed() == 4403

    revoked = await (await open_socket(served)).start("Bearer bob")
    served.revocations.revoke(BOB.session_id)
    assert await revoked.closed() == 4401
    assert all(not watching for watching in served.revocations.watching.values())


async def test_complete_and_leaving_stop_the_source(served: Served) -> None:
    DemoSubscription.closed.clear()
    client = await (await open_socket(served)).start("Bearer alice")
    await client.ask("1", TICKS, n=1, name="forever")
    await client.hear()
    await client.tell("complete", id="1")
    await client.ask("2", TICKS, n=1, name="forever")
    assert (await client.hear())["id"] == "2"
    assert DemoSubscription.closed == ["forever"]
    await client.leave()
    async with asyncio.timeout(5):
        while len(DemoSubscription.closed) < 2:  # noqa: ASYNC110 - the server says nothing to a client that left
            await asyncio.sleep(0.01)


async def test_limits_of_a_socket() -> None:
    limits = SocketLimits(init_seconds=0.2, idle_seconds=0.2, operations=2, per_player=1)
    async with serving(PRODUCTION, limits) as served:
        assert await (await open_socket(served)).closed() == 4408
        assert await (await (await open_socket(served)).start()).closed() == 1000

        busy = await (await open_socket(served)).start("Bearer alice")
        await busy.ask("1", TICKS, n=0, name="forever")
        second = await open_socket(served)
        await second.tell("connection_init", payload={"authorization": "Bearer alice"})
        assert await second.closed() == 4429
        await asyncio.sleep(0.4)
        await busy.ask("2", TICKS, n=0, name="forever")
        await busy.ask("3", TICKS, n=0, name="forever")
        assert await busy.closed() == 4429, "a socket with something running is not idle, but has its limit"
        await (await open_socket(served)).start("Bearer alice")


async def test_a_client_that_takes_nothing_is_let_go() -> None:
    DemoSubscription.closed.clear()
    async with serving(PRODUCTION, SocketLimits(send_seconds=0.3, close_seconds=0.2)) as served:
        connection = await connect(served.ws, subprotocols=[Subprotocol("graphql-transport-ws")], max_queue=1)
        client = await Client(connection).start()
        await client.ask("1", "subscription { ticks(upto: 100000) { ... on Tick { number weight } } }")
        async with asyncio.timeout(20):
            while not DemoSubscription.closed:  # noqa: ASYNC110 - nothing is heard while nothing is taken
                await asyncio.sleep(0.05)
        assert served.faults == []
        await client.closed()


async def test_a_drain_answers_what_it_accepted_and_closes_1012() -> None:
    async with serving(PRODUCTION) as served:
        client = await (await open_socket(served)).start("Bearer alice")
        await client.ask("s", TICKS, n=0, name="forever")
        await client.ask("m", 'mutation { rename(input: {name: "slow"}) { ... on RenameSuccess { name } } }')
        await client.tell("ping")
        assert await client.hear() == {"type": "pong"}
        await served.sockets.drain()
        assert (await client.hear())["payload"]["data"] == {"rename": {"name": "slow"}}
        assert await client.closed() == 1012
        late = await open_socket(served)
        assert await late.closed() == 1012
