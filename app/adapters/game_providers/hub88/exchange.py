"""How a callback arrives and is answered: a bounded body, JSON, HTTP 200."""

import json

import orjson
from starlette.types import Receive, Send

MAX_BODY_BYTES = 64 * 1024
MAX_DRAINED_BYTES = 32 * 1024 * 1024
"""How much of a body over the limit is read and thrown away, so that its sender can read the answer."""

Answer = dict[str, object]


def encoded(answer: Answer) -> bytes:
    try:
        return orjson.dumps(answer)
    except TypeError:  # a balance that in Hub88's units is beyond 64 bits, which orjson does not write
        return json.dumps(answer).encode()


async def read_body(receive: Receive) -> bytes | None:
    """The raw body, or None for one over the limit or cut off."""
    message = await receive()
    if not message.get("more_body"):
        whole: bytes = message.get("body", b"")
        return whole if message["type"] == "http.request" and len(whole) <= MAX_BODY_BYTES else None
    chunks, size = [message.get("body", b"")], len(message.get("body", b""))
    while message.get("more_body") and size <= MAX_DRAINED_BYTES:
        message = await receive()
        if message["type"] != "http.request":
            return None
        size += len(message.get("body", b""))
        if size <= MAX_BODY_BYTES:
            chunks.append(message.get("body", b""))
    return b"".join(chunks) if size <= MAX_BODY_BYTES else None


async def respond(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
