"""A real OpenID provider in a process of its own, and somebody on the way to it who may change what it says."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.neighbour import neighbour


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@asynccontextmanager
async def provider_process(port: int) -> AsyncIterator[str]:
    """``oidc-provider-mock`` at ``http://127.0.0.1:<port>``, with keys of its own; whoever asks is who they say."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)),
        env=os.environ | {"NO_COLOR": "1"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(30):
            while b"Uvicorn running" not in (line := await process.stderr.readline()):
                assert line, "the provider did not start"
        drained = asyncio.create_task(process.stderr.read())
        yield f"http://127.0.0.1:{port}"
        drained.cancel()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


Change = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class Way:
    """A proxy before the provider, which calls itself by the proxy's name; honest until told otherwise."""

    behind: str
    changes: dict[str, Change] = field(default_factory=dict)
    """By path: what becomes of the JSON that the provider answers there."""
    asked: list[tuple[str, dict[str, list[str]], str]] = field(default_factory=list)
    """Path, form and Authorization of each request."""
    gone: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        path = request.url.path
        authorization = request.headers.get("authorization", "")
        self.asked.append((path, parse_qs(body.decode()), authorization))
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.request(
                request.method, f"{self.behind}{path}?{request.url.query}", content=body, headers=request.headers.raw
            )
        content, status = answer.content, 503 if self.gone else answer.status_code
        if status == 200 and (change := self.changes.get(path)):
            content = orjson.dumps(change(answer.json()))
        kept = {name: answer.headers[name] for name in ("content-type", "location") if name in answer.headers}
        await Response(content, status, kept)(scope, receive, send)


@asynccontextmanager
async def way_to(behind: str) -> AsyncIterator[tuple[Way, str]]:
    way = Way(behind)
    async with neighbour(way) as address:
        yield way, address


async def consent(url: str, subject: str) -> dict[str, str]:
    """What a person does at the provider: sign in as ``subject``, and be sent back with these parameters."""
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(url, data={"sub": subject})
    assert answer.status_code == 302, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
