"""A real server around the demo schema."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import httpx
import pytest
import uvicorn

from domain.shared import SessionId
from graphql_api.execution import DEVELOPMENT, PRODUCTION, Engine, Faults, Limits, TrustedDocuments
from graphql_api.http.asgi import Receive, Scope, Send
from graphql_api.http.endpoint import Edge, GraphQLOverHTTP
from graphql_api.http.sockets import SocketLimits, Sockets
from graphql_api.http.websocket import GraphQLOverWebSocket
from tests.graphql_api.demo import SCHEMA, Tokens, make_context

ORIGIN = "https://casino.example"
TRUSTED = 'query Trusted { thing(name: "a") { name } }'


class Revocations:
    """A session watch that the test speaks through."""

    def __init__(self) -> None:
        self.watching: dict[SessionId, list[Callable[[], None]]] = {}

    def watch(self, session_id: SessionId, revoked: Callable[[], None]) -> Callable[[], None]:
        self.watching.setdefault(session_id, []).append(revoked)
        return lambda: self.watching[session_id].remove(revoked)

    def revoke(self, session_id: SessionId) -> None:
        for revoked in tuple(self.watching[session_id]):
            revoked()


@dataclass
class Served:
    address: str
    tokens: Tokens
    sockets: Sockets
    revocations: Revocations
    faults: list[str] = field(default_factory=list)

    @property
    def ws(self) -> str:
        return f"ws://{self.address}/graphql"

    @property
    def http(self) -> str:
        return f"http://{self.address}/graphql"


@contextlib.asynccontextmanager
async def serving(limits: Limits, socket_limits: SocketLimits | None = None) -> AsyncIterator[Served]:
    tokens, sockets, revocations, faults = Tokens(), Sockets(socket_limits), Revocations(), []  # type: ignore[var-annotated]
    engine = Engine(SCHEMA, limits, trusted=TrustedDocuments([TRUSTED]), faults=Faults(faults.append))
    edge = Edge(engine, tokens, make_context, frozenset({ORIGIN}))
    over_http = GraphQLOverHTTP(edge, explorer=b"<html>explore</html>" if limits is DEVELOPMENT else None)
    over_ws = GraphQLOverWebSocket(edge, sockets, revocations)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await (over_ws if scope["type"] == "websocket" else over_http)(scope, receive, send)

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            app, ws="websockets-sansio", ws_per_message_deflate=False, lifespan="off", log_config=None, access_log=False
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag only
        await asyncio.sleep(0.005)
    host, port = listener.getsockname()
    try:
        yield Served(f"{host}:{port}", tokens, sockets, revocations, faults)
    finally:
        server.should_exit = True
        await running


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving(PRODUCTION) as server:
        yield server


@pytest.fixture(scope="module")
async def served_for_development() -> AsyncIterator[Served]:
    async with serving(DEVELOPMENT) as server:
        yield server


@pytest.fixture
async def client(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=served.http) as found:
        yield found
