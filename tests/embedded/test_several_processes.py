"""``croupier serve --workers`` on real servers."""

import asyncio
import os
import re
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.embedded.conftest import ask
from tests.embedded.test_serve import Serve, Serving, begin, get, is_ready, serve  # noqa: F401 - fixtures
from tests.live.redis_server import RedisServer


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[RedisServer]:
    server = RedisServer(tmp_path)
    await server.start()
    yield server
    await server.kill()


def children(serving: Serving) -> set[int]:
    listed = Path(f"/proc/{serving.process.pid}/task/{serving.process.pid}/children").read_text()
    return set(map(int, listed.split()))


async def until_true(what: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < until
        await asyncio.sleep(0.05)


async def test_processes_share_the_work_and_are_replaced(
    serve: Serve,  # noqa: F811
    fresh_postgres_url: str,
    broker: RedisServer,
) -> None:
    serving = await asyncio.to_thread(
        serve, "--workers", "2", CROUPIER_DATABASE_URL=fresh_postgres_url, CROUPIER_REDIS_URL=broker.url
    )
    assert serving.said.count("Croupier is open") == 1
    first = children(serving)
    assert len(first) == 2
    await until_true(lambda: is_ready(serving))
    assert await ask(fresh_postgres_url, "select count(*) from players") == 1

    victim = min(first)
    os.kill(victim, signal.SIGKILL)
    await until_true(lambda: len(children(serving) - {victim}) == 2)
    await until_true(lambda: is_ready(serving))

    answered = 20
    for _ in range(answered):
        get(serving, "/healthz")
    counted = re.search(r'croupier_http_requests_total\{method="GET",status="2xx"\} (\d+)', get(serving, "/metrics"))
    assert counted is not None
    assert int(counted[1]) >= answered, "each scrape sees all processes"

    code, said = await asyncio.to_thread(serving.stop)
    assert code == 0, said
