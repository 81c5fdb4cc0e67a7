"""A PostgreSQL of the tests' own, and a freshly migrated database for each module that asks for one."""

import itertools
import os
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from app.adapters.postgres.migrate import migrate, sqlalchemy_url
from app.embedded import EmbeddedPostgres, embedded_postgres, remove_cluster
from app.embedded.lock import is_held
from app.garbage import calm_garbage_collector
from tests.running import dispatch, platform, player, sign_up  # noqa: F401 - fixtures for every test

calm_garbage_collector()

# A shell without job control starts what it puts in the background with SIGINT ignored, and so would every program be
# that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples in every run, however slow the machine; what is found once becomes an example by name.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

TEMPLATE = "migrated"
PREFIX = "croupier-test-"
LEFT_BEHIND_SECONDS = 3_600
numbers = itertools.count(1)


def pytest_collection_finish() -> None:
    """Once more: thousands of tests, collected, need not be looked through while they run."""
    calm_garbage_collector()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A private folder with a short path that an unprivileged account can pass through when we are root."""
    yield from make_short_folder()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """The embedded server, on a data folder of its own."""
    sweep()
    for folder in make_short_folder():
        with embedded_postgres(folder, what="running tests") as server:
            yield server
        remove_cluster(folder)


@pytest.fixture(scope="session")
async def migrated_template(postgres_server: EmbeddedPostgres) -> str:
    """A database with every migration applied, to be copied."""
    await execute(postgres_server, f"create database {TEMPLATE}")
    await migrate(postgres_server.url(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="module")
async def postgres_url(postgres_server: EmbeddedPostgres, migrated_template: str) -> AsyncIterator[str]:
    """A migrated, empty database for this module alone."""
    async for url in make_database(postgres_server, migrated_template):
        yield url


@pytest.fixture
async def fresh_postgres_url(postgres_server: EmbeddedPostgres, migrated_template: str) -> AsyncIterator[str]:
    """A migrated, empty database for this test alone."""
    async for url in make_database(postgres_server, migrated_template):
        yield url


@pytest.fixture(scope="module")
async def empty_postgres_url(postgres_server: EmbeddedPostgres) -> AsyncIterator[str]:
    """A database without any migration."""
    async for url in make_database(postgres_server, "template0"):
        yield url


@pytest.fixture(scope="module")
async def pool(postgres_url: str) -> "AsyncIterator[asyncpg.Pool[asyncpg.Record]]":
    """asyncpg's pool on ``postgres_url``."""
    async with asyncpg.create_pool(postgres_url, min_size=1, max_size=10) as opened:
        yield opened


@pytest.fixture(scope="module")
async def sessions(postgres_url: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """SQLAlchemy's sessions on ``postgres_url``."""
    engine = create_async_engine(sqlalchemy_url(postgres_url))
    yield async_sessionmaker(engine, expire_on_commit=False)
    await engine.dispose()


def sweep() -> None:
    """Ends servers and deletes folders of test runs that were killed; an embedded server outlives its killed parent."""
    long_ago = time.time() - LEFT_BEHIND_SECONDS
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        ours = folder.is_dir() and folder.stat().st_uid == os.geteuid()
        if ours and folder.stat().st_mtime < long_ago and not is_held(folder):
            remove_cluster(folder)
            shutil.rmtree(folder, ignore_errors=True)


def make_short_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


async def make_database(server: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    name = f"test_{next(numbers)}"
    await execute(server, f"create database {name} template {template}")
    yield server.url(name)
    await execute(server, f"drop database {name} with (force)")


async def execute(server: EmbeddedPostgres, statement: str, database: str = "postgres") -> None:
    connection = await asyncpg.connect(server.url(database))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
