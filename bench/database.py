"""A database for a benchmark: the embedded server with its own settings, freshly migrated and seeded."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from app.adapters.postgres.migrate import migrate
from app.embedded import EmbeddedPostgres, embedded_postgres, remove_cluster

HERE = Path(__file__).parent


@contextmanager
def server() -> Iterator[EmbeddedPostgres]:
    folder = Path(tempfile.mkdtemp(prefix="croupier-bench-"))
    folder.chmod(0o711)
    try:
        with embedded_postgres(folder, what="benchmark") as running:
            yield running
        remove_cluster(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def prepare(url: str) -> None:
    """Migrate, seed 10,000 wallets, and make the peer's function."""
    await migrate(url)
    connection = await asyncpg.connect(url)
    try:
        *seed, vacuum = (HERE / "money_seed.sql").read_text().rstrip().removesuffix(";").split(";\n")
        async with connection.transaction():  # the program's own work sees whole players, or none
            for statement in seed:
                await connection.execute(statement)
        await connection.execute(vacuum)
        await connection.execute((HERE / "money_peer.sql").read_text())
        durable = [await connection.fetchval(f"show {name}") for name in ("fsync", "synchronous_commit")]
        if durable != ["on", "on"]:
            raise SystemExit("the benchmark's server does not wait for its disk")
    finally:
        await connection.close()
