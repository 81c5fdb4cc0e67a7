"""Few at a time go in, whoever waits for a hash steps aside, and nobody loses a place that way."""

import asyncio

import pytest

from app.adapters.doorway import Doorway, InTurn
from domain.identity.ports import Passwords
from domain.shared import TryAgainLater
from tests.fakes.identity import MemoryPasswords


async def test_no_more_than_its_places_are_inside() -> None:
    doorway, inside, most = Doorway(queue=100, places=3), 0, 0

    async def go() -> None:
        nonlocal inside, most
        async with doorway.turn():
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(go() for _ in range(20)))
    assert (most, inside, doorway.waiting) == (3, 0, 0)


async def test_whoever_steps_aside_lets_others_in() -> None:
    doorway, hashed = Doorway(queue=10, places=1), asyncio.Event()

    async def asks() -> str:
        async with doorway.turn() as turn:
            await turn.aside(hashed.wait())
            return "asked"

    asking = asyncio.create_task(asks())
    async with asyncio.timeout(5):
        async with doorway.turn():
            hashed.set()
        assert await asking == "asked"


async def test_beyond_the_queue_everybody_comes_again() -> None:
    doorway = Doorway(queue=2, places=1)
    async with doorway.turn():
        waiting = [asyncio.create_task(doorway.enter()) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(TryAgainLater):
            doorway.turn()
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    async with doorway.turn():
        pass


async def test_a_place_survives_failures_and_cancellation() -> None:
    doorway = Doorway(queue=10, places=1)

    async def fails() -> None:
        raise TryAgainLater

    with pytest.raises(TryAgainLater):
        async with doorway.turn() as turn:
            await turn.aside(fails())

    async def never() -> None:
        async with doorway.turn() as turn:
            await turn.aside(asyncio.Event().wait())

    leaving = asyncio.create_task(never())
    await asyncio.sleep(0)
    async with asyncio.timeout(5), doorway.turn():
        leaving.cancel()  # it cannot come in again just now
        await asyncio.sleep(0)
    await asyncio.gather(leaving, return_exceptions=True)
    async with asyncio.timeout(5), doorway.turn():
        assert doorway.waiting == 0


async def test_a_handler_hashes_outside() -> None:
    doorway, passwords = Doorway(queue=10, places=1), MemoryPasswords()

    def build(aside: Passwords) -> "Handler":
        return Handler(aside)

    class Handler:
        def __init__(self, aside: Passwords) -> None:
            self._aside = aside

        async def __call__(self, message: str) -> bool:
            hashed = await self._aside.hash(message)
            return (await self._aside.verify(message, hashed)).matches

    async with asyncio.timeout(5):
        answers = await asyncio.gather(*(InTurn(doorway, passwords, build)("right") for _ in range(5)))
    assert answers == [True] * 5
