"""ASGI in this package's words."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CORRELATION_ID = "croupier.correlation_id"
"""Where in the scope the outermost layer leaves the request's correlation id."""


class BodyTooLarge(Exception):
    """More bytes came than this endpoint reads."""


class Disconnected(Exception):
    """The caller went away before its request was complete."""


_DISCARDED_BYTES = 16 * 2**20
"""A body over the limit is read and thrown away up to this size: answered at once, most clients would see a reset."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge, holding no more than ``limit`` bytes, or Disconnected."""
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        only: bytes = message.get("body", b"")
        if len(only) > limit:
            raise BodyTooLarge
        return only
    chunks: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > _DISCARDED_BYTES:
            raise BodyTooLarge
        if not message.get("more_body"):
            break
        message = await receive()
    if size > limit:
        raise BodyTooLarge
    return b"".join(chunks)


async def respond(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
