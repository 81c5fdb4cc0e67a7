"""Processes that hold a data folder, and statements on its database."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import asyncpg
import pytest

from app.cli.main import main
from app.embedded import remove_cluster

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Held:
    process: "subprocess.Popen[str]"
    url: str
    postmaster: int

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(60) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


Hold = Callable[..., Held]


@pytest.fixture
def hold() -> Iterator[Hold]:
    """Starts another process (see ``holder``) that holds a folder; whatever is left of it is cleared away."""
    started: list[tuple[Held, Path]] = []

    def start(folder: Path, *words: str) -> Held:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.embedded.holder", str(folder), *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        url, postmaster = process.stdout.readline().split()
        held = Held(process, url, int(postmaster))
        started.append((held, folder))
        return held

    yield start
    for held, folder in started:
        held.kill()
        for pipe in (held.process.stdin, held.process.stdout):
            if pipe is not None:
                pipe.close()
        if folder.exists():
            remove_cluster(folder)


async def ask(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def command(*words: object, **settings: str) -> tuple[list[str], dict[str, str]]:
    """The command line ``croupier …`` and an environment with these settings alone."""
    program = [sys.executable, "-c", "import sys; from app.cli.main import main; sys.exit(main())"]
    return [*program, *map(str, words)], surroundings(**settings)


def surroundings(**settings: str) -> dict[str, str]:
    """This process's environment with these settings in place of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CROUPIER_")}
    paths = [str(ROOT), str(ROOT / "graphql"), environment.get("PYTHONPATH", "")]
    return environment | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), **settings}


def croupier(*words: object, **settings: str) -> tuple[int, str]:
    """Runs ``croupier …`` to its end with these settings alone; its exit code and all it said.

    In a thread of this process, because most of a short command's time goes into importing what is here already.
    """
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)

    def run() -> int:
        try:
            return main(list(map(str, words)))
        except SystemExit as leaving:
            return int(leaving.code or 0)

    _, environment = command(**settings)
    with (
        mock.patch.dict(os.environ, environment, clear=True),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        ThreadPoolExecutor(1) as thread,
    ):
        code = thread.submit(run).result()
    said.seek(0)
    return code, said.read()


def croupier_process(*words: object, **settings: str) -> tuple[int, str]:
    """The same in a process of its own."""
    arguments, environment = command(*words, **settings)
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout
