"""The least an ASGI application can do with a POST: read its body, answer a few bytes."""

import sys

import uvicorn
from starlette.types import Receive, Scope, Send

ANSWER = b'{"data":{"me":{"id":"UGxheWVyOjAxOWEyYjNjLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMA"}}}'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(ANSWER)).encode())]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": ANSWER})


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), loop="uvloop", http="httptools", lifespan="off", access_log=False)
