"""The whole platform with its sandbox payment provider, reached as clients reach it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import uvicorn

from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.http.server import build_app
from app.platform import Platform
from domain.shared import Clock
from tests.running import SignedInPlayer, player, settings_for_tests, sign_up

__all__ = ["player", "sign_up"]


@dataclass
class Client:
    """Asks over HTTP, in a player's name or in nobody's."""

    platform: Platform
    http: httpx.AsyncClient

    async def ask(self, who: SignedInPlayer | None, query: str, **variables: Any) -> dict[str, Any]:
        """The response's ``data``, which came without errors."""
        headers = who.bearer if who else {}
        response = await self.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        answer = response.json()
        assert "errors" not in answer, answer
        return cast(dict[str, Any], answer["data"])

    async def do(self, who: SignedInPlayer | None, mutation: str, **given: Any) -> dict[str, Any]:
        """The result of a mutation with one input."""
        (result,) = (await self.ask(who, mutation, input=given)).values()
        return cast(dict[str, Any], result)


@asynccontextmanager
async def serving(url: str, data_dir: Path, clock: Clock | None = None) -> AsyncIterator[Client]:
    """The platform on a real port, with its sandbox companies beside it; ``clock`` None: the machine's."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    settings = settings_for_tests(data_dir)
    settings = settings.model_copy(update={"port": listener.getsockname()[1], "sandbox_pace": 0.02})
    async with open_platform(settings, url, clock) as platform:
        app = build_app(platform)
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False))
        running = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag only
            await asyncio.sleep(0.005)
        async with httpx.AsyncClient(base_url=settings.base_url, trust_env=False) as http:
            yield Client(platform, http)
        server.should_exit = True
        await running


@pytest.fixture(scope="module")
async def client(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    async with serving(postgres_url, tmp_path_factory.mktemp("data")) as reached:
        yield reached


@pytest.fixture(scope="module")
def platform(client: Client) -> Platform:
    return client.platform


@pytest.fixture(scope="module")
def dispatch(client: Client) -> Dispatcher:
    return Dispatcher(client.platform.sessions, wire(client.platform))
