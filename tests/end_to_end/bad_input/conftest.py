"""One running platform for all the bad input, which must stand as if none of it had come."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.end_to_end.bad_input.target import Target, order_a_deposit
from tests.faults.harness import RoughPostgres, running_program, seat_players
from tests.faults.harness.scene import keys_of


@pytest.fixture(scope="package")
async def target() -> AsyncIterator[Target]:
    async with running_program() as program:
        url = (await asyncio.to_thread(RoughPostgres, program.data_dir)).url
        (seat,) = await seat_players(program.data_dir, url, ["EUR"])
        target = Target(program, url, seat, await keys_of(program, url))
        await order_a_deposit(target)
        yield target


@pytest.fixture(autouse=True)
async def nothing_moves(target: Target) -> AsyncIterator[None]:
    """Whatever the test sent."""
    before = await target.money()
    yield
    assert await target.money() == before
    assert "Traceback" not in target.program.said()
