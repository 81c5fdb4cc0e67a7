"""The live parts on a database of the module's own, and a Redis to torment."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from tests.live.ledger import Ledger
from tests.live.redis_server import RedisServer


@pytest.fixture
def ledger(pool: "asyncpg.Pool[asyncpg.Record]") -> Ledger:
    return Ledger(pool)


@pytest.fixture
async def redis_server(tmp_path: Path) -> AsyncIterator[RedisServer]:
    server = RedisServer(tmp_path)
    await server.start()
    yield server
    await server.kill()
