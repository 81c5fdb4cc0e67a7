"""``/readyz`` tells apart what is missing."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from app.adapters.postgres.migrate import migrate
from app.composition import open_platform
from app.embedded import EmbeddedPostgres
from app.http.health import health_routes
from tests.conftest import execute
from tests.running import settings_for_tests


@pytest.fixture
async def client(fresh_postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    settings = settings_for_tests(tmp_path_factory.mktemp("data"))
    async with open_platform(settings, fresh_postgres_url) as platform:
        transport = httpx.ASGITransport(Starlette(routes=health_routes(platform)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
            yield opened


async def test_ready(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "broker": "memory"}


async def test_a_database_behind_the_code(client: httpx.AsyncClient, fresh_postgres_url: str) -> None:
    await migrate(fresh_postgres_url, "-1")
    answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "outstanding"
    await migrate(fresh_postgres_url)
    assert (await client.get("/readyz")).status_code == 200


async def test_a_database_ahead_of_the_code_is_served(
    client: httpx.AsyncClient, postgres_server: EmbeddedPostgres, fresh_postgres_url: str
) -> None:
    """During a rollout the old code still serves the migrated database, and leaves it alone when it starts."""
    name = urlsplit(fresh_postgres_url).path[1:]
    await execute(postgres_server, "update alembic_version set version_num = 'zzzz'", name)
    assert (await client.get("/readyz")).status_code == 200
    await migrate(fresh_postgres_url)


async def test_a_database_that_is_away(
    client: httpx.AsyncClient, postgres_server: EmbeddedPostgres, fresh_postgres_url: str
) -> None:
    name = urlsplit(fresh_postgres_url).path[1:]
    await execute(postgres_server, f"alter database {name} allow_connections false")
    await execute(postgres_server, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "away"
    assert (await client.get("/healthz")).status_code == 200, "a restart of this process would not help"
    await execute(postgres_server, f"alter database {name} allow_connections true")
    assert (await client.get("/readyz")).status_code == 200
