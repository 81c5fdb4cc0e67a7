"""A data folder for one program, and nothing left of it afterwards."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from app.embedded import embedded_postgres, remove_cluster
from tests.faults.harness.postgres import RoughPostgres, in_a_thread
from tests.faults.harness.program import Program


@asynccontextmanager
async def running_program(environment: Mapping[str, str] | None = None) -> AsyncIterator[Program]:
    """``croupier serve``, ready. On leaving, neither it nor the PostgreSQL it may have left behind runs any more."""
    folder = make_folder()
    program = Program(folder, environment=environment)
    try:
        await program.start()
        yield program
    finally:
        await program.end()
        remove_cluster(folder)
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def postgres_apart() -> AsyncIterator[RoughPostgres]:
    """A server that is nobody's to start again but ours."""
    folder = make_folder()
    try:
        async with in_a_thread(embedded_postgres(folder, what="running tests")):
            yield await asyncio.to_thread(RoughPostgres, folder)
    finally:
        remove_cluster(folder)
        shutil.rmtree(folder, ignore_errors=True)


def make_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="croupier-"))
    folder.chmod(0o711)  # as root, PostgreSQL's own account must be able to pass through
    return folder
