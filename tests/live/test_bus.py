"""The bus: in memory, and over a Redis that is killed, restarted and cut off."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from app.adapters.redis import broadcast
from app.adapters.redis.broadcast import RedisBroadcast
from app.live.bus import GAP, MAX_MESSAGE_BYTES, Bus, BusAway
from tests.live.redis_server import RedisServer


@asynccontextmanager
async def listening(bus: Bus, channel: str = "wallets") -> AsyncIterator[list[str]]:
    heard: list[str] = []
    bus.listen(channel, heard.append)
    await bus.start()
    try:
        yield heard
    finally:
        await bus.stop()


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (a condition on state of the code under test)
            await asyncio.sleep(0.01)


def over(server: RedisServer) -> Bus:
    return Bus(RedisBroadcast(server.url, heartbeat_seconds=0.5))


async def test_memory_carries_messages_in_order() -> None:
    bus = Bus()
    async with listening(bus) as heard:
        for number in range(100):
            await bus.publish("wallets", str(number))
        await until(lambda: len(heard) == 100)
    assert heard == [str(number) for number in range(100)]


async def test_a_listener_that_fails_does_not_silence_the_others() -> None:
    bus, heard = Bus(), list[str]()
    bus.listen("wallets", lambda _message: list[None]()[1])
    bus.listen("wallets", heard.append)
    await bus.start()
    await bus.publish("wallets", "a")
    await bus.publish("wallets", "b")
    await until(lambda: heard == ["a", "b"])
    await bus.stop()


@pytest.mark.parametrize("message", ["", "x" * (MAX_MESSAGE_BYTES + 1)])
async def test_refuses_messages_out_of_bounds(message: str) -> None:
    with pytest.raises(ValueError, match="bytes"):
        await Bus().publish("wallets", message)


async def test_redis_carries_messages_between_processes(redis_server: RedisServer) -> None:
    one, other = over(redis_server), over(redis_server)
    async with listening(one) as heard_here, listening(other) as heard_there:
        await until(lambda: heard_here == [GAP] and heard_there == [GAP])
        for number in range(50):
            await one.publish("wallets", str(number))
        await until(lambda: len(heard_here) == 51 and len(heard_there) == 51)
    assert heard_here == heard_there == [GAP, *map(str, range(50))]


async def test_tells_the_gap_after_redis_was_killed_and_came_back(redis_server: RedisServer) -> None:
    bus = over(redis_server)
    async with listening(bus) as heard:
        await until(lambda: heard == [GAP])
        for round_number in (1, 2):
            await redis_server.kill()
            with pytest.raises(BusAway):
                await bus.publish("wallets", "lost")
            await redis_server.start()
            await until(lambda: heard.count(GAP) == 1 + round_number)  # noqa: B023
            await bus.publish("wallets", f"after {round_number}")
            await until(lambda: heard[-1] == f"after {round_number}")  # noqa: B023
    assert "lost" not in heard


async def test_tells_the_gap_after_its_connection_was_dropped(redis_server: RedisServer) -> None:
    bus = over(redis_server)
    async with listening(bus) as heard:
        await until(lambda: heard == [GAP])
        await redis_server.drop_clients()
        await until(lambda: heard == [GAP, GAP])
        await bus.publish("wallets", "again")
        await until(lambda: heard[-1] == "again")


async def test_a_redis_that_answers_nothing_is_given_up(redis_server: RedisServer) -> None:
    backend = RedisBroadcast(redis_server.url, heartbeat_seconds=0.2)
    bus = Bus(backend)
    async with listening(bus) as heard:
        await until(lambda: heard == [GAP])
        redis_server.freeze()
        await until(lambda: not backend.connected)
        with pytest.raises(BusAway):
            await bus.publish("wallets", "lost")
        redis_server.thaw()
        await until(lambda: heard.count(GAP) >= 2)
        await bus.publish("wallets", "again")
        await until(lambda: heard[-1] == "again")


async def test_starts_while_redis_is_away(redis_server: RedisServer) -> None:
    await redis_server.kill()
    bus = over(redis_server)
    async with listening(bus) as heard:
        await redis_server.start()
        await until(lambda: heard == [GAP])


async def test_tells_the_gap_when_messages_come_faster_than_they_are_taken(
    redis_server: RedisServer,
) -> None:
    backend = RedisBroadcast(redis_server.url)
    await backend.connect()
    await backend.subscribe("wallets")
    assert (await backend.next_published()).message == GAP
    sender = over(redis_server)
    async with listening(sender, "another"):
        for number in range(broadcast.MAX_WAITING + 20):
            await sender.publish("wallets", str(number))
    await until(lambda: bool(backend._overflown))
    taken = [(await backend.next_published()).message for _ in range(broadcast.MAX_WAITING + 1)]
    assert taken == [*map(str, range(broadcast.MAX_WAITING)), GAP]
    await backend.disconnect()
