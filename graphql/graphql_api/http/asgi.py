"""ASGI in this package's words."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CORRELATION_ID = "croupier.correlation_id"
"""Where in the scope the outermost layer leaves the request's correlation id."""


class BodyTooLarge(Exception):
    """More bytes came, or were announced, than this endpoint reads."""


class Disconnected(Exception):
    """The caller went away before its request was complete."""


async def read_body(receive: Receive, limit: int, announced: bytes | None) -> bytes:
    """The whole body. Raises BodyTooLarge without reading further, or Disconnected."""
    if announced is not None and (not announced.isdigit() or int(announced[:20]) > limit):
        raise BodyTooLarge
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body") and message["type"] == "http.request":
        if len(body) > limit:
            raise BodyTooLarge
        return body
    chunks = [body]
    size = len(body)
    while message["type"] == "http.request" and message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > limit:
            raise BodyTooLarge
    if message["type"] == "http.disconnect":
        raise Disconnected
    return b"".join(chunks)


async def respond(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
