"""A data folder for one program, and nothing left of it afterwards."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.embedded import remove_cluster
from tests.faults.harness.program import Program


@asynccontextmanager
async def running_program() -> AsyncIterator[Program]:
    """``croupier serve``, ready. On leaving, neither it nor the PostgreSQL it may have left behind runs any more."""
    folder = make_folder()
    program = Program(folder)
    try:
        await program.start()
        yield program
    finally:
        await program.end()
        remove_cluster(folder)
        shutil.rmtree(folder, ignore_errors=True)


def make_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="croupier-"))
    folder.chmod(0o711)  # as root, PostgreSQL's own account must be able to pass through
    return folder
