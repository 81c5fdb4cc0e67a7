"""PostgreSQL's processes are killed while money moves, and what was acknowledged is looked for in what is left."""

import asyncio
import sys

import pytest

from app.embedded import embedded_postgres
from tests.auditor.books import connected, settled_keys
from tests.auditor.weakened import entry
from tests.faults.harness.postgres import in_a_thread
from tests.faults.harness.scene import Scene, number, under_load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds PostgreSQL's processes in /proc")
SEED = int(number("SEED", 1))
LOAD_SECONDS = 1.0
# Killing processes loses only what was in their memory. So the server itself is set to keep commits there for long,
# and what the lane asks for on its own connections is all that makes its commits durable.
KEEP_IN_MEMORY = ("alter system set synchronous_commit = off", "alter system set wal_writer_delay = '10s'")


async def lost_in_a_crash(scene: Scene) -> set[str]:
    """Acknowledged before every process was killed, and not there after the recovery."""
    await scene.load(LOAD_SECONDS)
    await asyncio.to_thread(scene.postgres.kill_all)
    await scene.program.kill()
    scene.auditor.reachable.clear()
    async with in_a_thread(embedded_postgres(scene.program.data_dir)) as server:
        return scene.auditor.acknowledged - await settled_keys(server.url(), scene.auditor.wallets)


async def test_what_is_acknowledged_is_durable_and_haste_is_caught() -> None:
    async with under_load(followed=0, seed=SEED) as scene:
        async with connected(scene.postgres.url) as connection:
            for setting in (*KEEP_IN_MEMORY, "select pg_reload_conf()"):
                await connection.execute(setting)
        assert await lost_in_a_crash(scene) == set()
        scene.program.entry = entry("hasty")
        await scene.program.start()
        scene.auditor.reachable.set()
        assert await lost_in_a_crash(scene) != set()
