"""PostgreSQL goes away and comes back while the platform stays up: callers wait or are told so, and nothing is lost."""

import asyncio
import sys
from collections.abc import Callable

import pytest

from tests.faults.harness.postgres import RoughPostgres, in_a_thread
from tests.faults.harness.scene import number, under_load

ROUNDS = int(number("RESTARTS", 1))
LOAD_SECONDS = number("LOAD_SECONDS", 1.2)
AWAY_SECONDS = 30.0
"""Longer than any caller may be kept waiting."""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds PostgreSQL's processes in /proc")
SEED = int(number("SEED", 1))

DEATHS: list[Callable[[RoughPostgres], None]] = [
    lambda postgres: postgres.stop("immediate"),
    lambda postgres: postgres.kill_postmaster(),
    lambda postgres: postgres.kill_all(),
]


async def test_the_programs_own_server_dies_and_is_there_again() -> None:
    async with under_load(seed=SEED) as scene:
        process = scene.program.pid
        for death in DEATHS * ROUNDS:
            await scene.load(LOAD_SECONDS)
            await asyncio.to_thread(death, scene.postgres)
            await asyncio.to_thread(scene.postgres.wait_until_again)
        await scene.load(LOAD_SECONDS)
        await scene.rest()
        await scene.auditor.replay(per_player=10)
        await scene.prove()
        assert scene.program.pid == process
        assert scene.program.runs


async def test_another_server_restarts_goes_away_and_freezes() -> None:
    """Beyond what a batch waits for, callers are told to come again; nobody is left without an answer."""
    async with under_load(players=32, seed=SEED, apart=True) as scene:
        for mode in ("fast", "immediate"):
            await scene.load(LOAD_SECONDS)
            await asyncio.to_thread(scene.postgres.restart, mode)
        for absence in (scene.postgres.stopped, scene.postgres.frozen):
            await scene.load(LOAD_SECONDS)
            async with in_a_thread(absence()):
                await scene.until_told_to_wait(AWAY_SECONDS)
        await scene.load(LOAD_SECONDS)
        await scene.rest()
        await scene.prove()
        assert scene.auditor.tally.unanswered == 0
