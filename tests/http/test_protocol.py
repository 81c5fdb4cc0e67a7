"""Connections that are too slow or say too much are ended before they cost anything."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from websockets.asyncio.client import connect

from app.cli.server import MAX_CONNECTIONS
from app.http import protocol
from app.http.protocol import BoundedHttp
from graphql_api.http.sockets import SocketLimits


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await asyncio.sleep(0.8)
        await send({"type": "websocket.send", "text": "still here"})
        return
    more = True
    while more:
        message = await receive()
        more = message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(0.8)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.4)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, http=BoundedHttp, ws="websockets-sansio", lifespan="off", log_config=None)
    )
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag only
        await asyncio.sleep(0.005)
    yield listener.getsockname()[1]
    server.should_exit = True
    await running


async def answers(port: int, *said: bytes, pause: float = 0.0) -> bytes:
    """Everything that is answered until the connection ends; Timeout when it does not."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in said:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        async with asyncio.timeout(3):
            return await reader.read()
    except (ConnectionResetError, BrokenPipeError):
        return b""
    finally:
        writer.close()


HEAD = b"POST / HTTP/1.1\r\nhost: x\r\n"


async def test_endless_headers_are_refused(port: int) -> None:
    some = [b"x-%d: " % number + b"a" * 8_000 + b"\r\n" for number in range(9)]
    assert (await answers(port, HEAD, *some, pause=0.01)).startswith(b"HTTP/1.1 431")
    assert (await answers(port, b"GET /" + b"a" * 70_000)).startswith(b"HTTP/1.1 431")
    assert await answers(port, HEAD, *some * 500, pause=0.001) in (b"", protocol._TOO_LARGE), "cut off under way"


@pytest.mark.parametrize("said", [b"", b"GET / HT", HEAD, HEAD + b"content-length: 10\r\n\r\nabc"])
async def test_what_never_becomes_a_request_is_closed(port: int, said: bytes) -> None:
    assert await answers(port, said) == b""


async def test_trickling_does_not_buy_time(port: int) -> None:
    assert await answers(port, HEAD, *[b"x: y\r\n"] * 20, pause=0.05) == b""


async def test_answers_may_take_their_time_and_connections_may_idle(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for path in (b"/slow", b"/", b"/slow"):
        writer.write(b"GET " + path + b" HTTP/1.1\r\nhost: x\r\n\r\n")
        async with asyncio.timeout(3):
            assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(0.6)
    writer.close()


async def test_sockets_are_no_slow_requests(port: int) -> None:
    async with connect(f"ws://127.0.0.1:{port}/", proxy=None) as client, asyncio.timeout(3):
        assert await client.recv() == "still here"


def test_sockets_leave_room_for_requests() -> None:
    assert SocketLimits().in_all <= MAX_CONNECTIONS * 3 / 4
