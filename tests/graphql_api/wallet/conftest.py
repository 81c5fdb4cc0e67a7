"""The whole platform behind one real server, and players whose money moves through the real lane."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from app.http.server import build_app
from app.platform import Platform
from domain.shared import PlayerId
from domain.wallet import AdjustBalance, meaning_of
from tests.running import SignedInPlayer, dispatch, platform, player, sign_up

__all__ = ["dispatch", "platform", "player", "sign_up"]

Adjust = Callable[..., Awaitable[int]]
"""``await adjust(player_id, 500)``: the wallet's sequence afterwards."""


@pytest.fixture(scope="module")
def adjust(platform: Platform) -> Adjust:
    async def settle(player_id: PlayerId, amount_minor: int, currency: str = "EUR") -> int:
        key = uuid4().hex
        command = AdjustBalance(player_id, currency, "test", key, meaning_of(key), amount_minor, "test")
        return (await platform.settlement.settle(command)).sequence

    return settle


@pytest.fixture(scope="module")
async def address(platform: Platform) -> AsyncIterator[str]:
    """``host:port`` of the platform's own server."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(
            build_app(platform),
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            lifespan="off",
            log_config=None,
            access_log=False,
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag only
        await asyncio.sleep(0.005)
    host, port = listener.getsockname()
    yield f"{host}:{port}"
    server.should_exit = True
    await running


Ask = Callable[..., Awaitable[dict[str, Any]]]
"""``await ask(player, query, **variables)``: the response's ``data``, which came without errors."""


@pytest.fixture(scope="module")
async def ask(address: str) -> AsyncIterator[Ask]:
    async with httpx.AsyncClient(base_url=f"http://{address}") as client:

        async def post(player: SignedInPlayer | None, query: str, **variables: Any) -> dict[str, Any]:
            headers = player.bearer if player else {}
            response = await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
            answer = response.json()
            assert "errors" not in answer, answer
            return cast(dict[str, Any], answer["data"])

        yield post


class Socket:
    """A client of graphql-transport-ws with one subscription at a time."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def subscribe(self, query: str, **variables: Any) -> None:
        await self._say({"type": "subscribe", "id": "1", "payload": {"query": query, "variables": variables}})

    async def event(self) -> dict[str, Any]:
        """The root field of the next event."""
        message = await self._hear()
        assert message["type"] == "next", message
        (event,) = message["payload"]["data"].values()
        return cast(dict[str, Any], event)

    async def completed(self) -> bool:
        return bool((await self._hear())["type"] == "complete")

    async def closed(self) -> int | None:
        try:
            async with asyncio.timeout(5):
                while True:
                    await self._connection.recv()
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None

    async def start(self, player: SignedInPlayer | None) -> None:
        payload = {"authorization": player.bearer["Authorization"]} if player else {}
        await self._say({"type": "connection_init", "payload": payload})
        assert await self._hear() == {"type": "connection_ack"}

    async def _say(self, message: dict[str, Any]) -> None:
        await self._connection.send(json.dumps(message))

    async def _hear(self) -> dict[str, Any]:
        async with asyncio.timeout(10):
            return cast(dict[str, Any], json.loads(await self._connection.recv()))


@asynccontextmanager
async def open_socket(address: str, player: SignedInPlayer | None) -> AsyncIterator[Socket]:
    url, protocol = f"ws://{address}/graphql", Subprotocol("graphql-transport-ws")
    async with connect(url, subprotocols=[protocol], proxy=None) as connection:
        socket = Socket(connection)
        await socket.start(player)
        yield socket
