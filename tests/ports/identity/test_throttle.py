"""Token buckets, in memory and in Redis."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from app.adapters.cipher import BlindIndex
from app.adapters.redis.throttle import PREFIX, RedisThrottle
from app.adapters.throttle import MemoryThrottle
from app.secrets import KeyRing
from domain.identity.ports import Throttle
from domain.jurisdiction import ThrottleRule
from domain.shared import TooManyAttempts
from tests.fakes.shared import HeldClock
from tests.live.redis_server import RedisServer

INDEX = BlindIndex(KeyRing((("k1", b"1" * 32),)), "throttles")
RULE = ThrottleRule(burst=3, seconds=60)


@dataclass(frozen=True, slots=True)
class House:
    throttle: Throttle
    clock: HeldClock


@pytest.fixture(scope="module")
async def redis_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    await server.start()
    yield server
    await server.kill()


@pytest.fixture(params=["memory", "redis"])
async def house(request: pytest.FixtureRequest, redis_server: RedisServer) -> AsyncIterator[House]:
    clock = HeldClock()
    if request.param == "memory":
        yield House(MemoryThrottle(clock), clock)
        return
    throttle = RedisThrottle(redis_server.url, INDEX, MemoryThrottle(clock), clock)
    yield House(throttle, clock)
    await throttle.close()


@pytest.fixture
def key() -> str:
    return f"{uuid4()}@example.com"


async def taken(throttle: Throttle, key: str, rule: ThrottleRule = RULE, bucket: str = "codes") -> int:
    """How many the bucket still gives."""
    for number in range(rule.burst + 1):
        try:
            await throttle.take(bucket, key, rule)
        except TooManyAttempts:
            return number
    raise AssertionError("a bucket gives no more than its burst")


async def test_a_bucket_gives_its_burst_and_then_tells_when_to_come_again(house: House, key: str) -> None:
    assert await taken(house.throttle, key) == 3
    with pytest.raises(TooManyAttempts) as refused:
        await house.throttle.take("codes", key, RULE)
    assert refused.value.retry_after_seconds == 20
    house.clock.forward(timedelta(seconds=19, milliseconds=999))
    with pytest.raises(TooManyAttempts) as refused:
        await house.throttle.take("codes", key, RULE)
    assert refused.value.retry_after_seconds == 1
    house.clock.forward(timedelta(milliseconds=1))
    await house.throttle.take("codes", key, RULE)


async def test_a_bucket_fills_evenly_and_never_over(house: House, key: str) -> None:
    assert await taken(house.throttle, key) == 3
    house.clock.forward(timedelta(seconds=40))
    assert await taken(house.throttle, key) == 2
    house.clock.forward(timedelta(days=1))
    assert await taken(house.throttle, key) == 3


async def test_what_was_refused_costs_nothing(house: House, key: str) -> None:
    await taken(house.throttle, key)
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            await house.throttle.take("codes", key, RULE)
    house.clock.forward(timedelta(seconds=20))
    await house.throttle.take("codes", key, RULE)


async def test_a_token_can_be_given_back_and_never_makes_more_than_a_burst(house: House, key: str) -> None:
    await house.throttle.give_back("codes", key, RULE)
    assert await taken(house.throttle, key) == 3
    await house.throttle.give_back("codes", key, RULE)
    assert await taken(house.throttle, key) == 1
    for _ in range(5):
        await house.throttle.give_back("codes", key, RULE)
    assert await taken(house.throttle, key) == 3


async def test_buckets_and_keys_are_apart(house: House, key: str) -> None:
    assert await taken(house.throttle, key) == 3
    assert await taken(house.throttle, f"another {key}") == 3
    assert await taken(house.throttle, key, bucket="registrations") == 3


async def test_an_empty_key_takes_nothing(house: House) -> None:
    for _ in range(10):
        await house.throttle.take("codes", "", RULE)
    await house.throttle.give_back("codes", "", RULE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("::ffff:203.0.113.7", "::ffff:198.51.100.1", False),
    ],
)
async def test_a_customer_is_one_address_of_ipv4_or_a_64_of_ipv6(
    house: House, one: str, other: str, same: bool
) -> None:
    bucket = str(uuid4())
    assert await taken(house.throttle, one, bucket=bucket) == 3
    assert await taken(house.throttle, other, bucket=bucket) == (0 if same else 3)


async def test_fifty_at_once_get_a_burst_among_them(house: House, key: str) -> None:
    answers = await asyncio.gather(
        *(house.throttle.take("codes", key, RULE) for _ in range(50)), return_exceptions=True
    )
    assert answers.count(None) == 3
    assert all(isinstance(answer, TooManyAttempts) for answer in answers if answer is not None)


@pytest.mark.parametrize("rule", [ThrottleRule(7, 60), ThrottleRule(100, 900), ThrottleRule(1, 3)])
async def test_a_burst_is_exact_when_it_divides_nothing_evenly(house: House, key: str, rule: ThrottleRule) -> None:
    assert await taken(house.throttle, key, rule) == rule.burst


async def test_memory_is_bounded_and_the_emptiest_buckets_are_kept() -> None:
    throttle = MemoryThrottle(HeldClock(), max_buckets=100)
    assert await taken(throttle, "victim") == 3
    for number in range(1_000):
        await throttle.take("codes", f"stranger {number}", RULE)
    assert len(throttle) <= 100
    assert await taken(throttle, "victim") == 0


async def test_two_processes_share_a_bucket_by_redis_own_clock(redis_server: RedisServer, key: str) -> None:
    ours, theirs = (RedisThrottle(redis_server.url, INDEX, MemoryThrottle(HeldClock())) for _ in range(2))
    rule = ThrottleRule(burst=3, seconds=86_400)
    await ours.take("codes", key, rule)
    await theirs.take("codes", key, rule)
    assert await taken(ours, key, rule) == 1
    with pytest.raises(TooManyAttempts) as refused:
        await theirs.take("codes", key, rule)
    assert 28_700 < refused.value.retry_after_seconds <= 28_800
    await ours.close()
    await theirs.close()


async def test_redis_holds_digests_that_expire(redis_server: RedisServer, key: str) -> None:
    throttle = RedisThrottle(redis_server.url, INDEX, MemoryThrottle(HeldClock()))
    async with Redis.from_url(redis_server.url, decode_responses=True) as client:
        await client.flushall()
        await throttle.take("codes per EMAIL", key, RULE)
        names = [str(name) for name in await client.keys("*")]
        assert len(names) == 1
        assert names[0].startswith(PREFIX)
        assert key not in names[0]
        assert 0 < await client.pttl(names[0]) <= 20_000
        await throttle.give_back("codes per EMAIL", key, RULE)
        assert await client.keys("*") == []
    await throttle.close()


async def test_without_redis_each_process_counts_by_itself_and_says_so_once(
    tmp_path: Path, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    server = RedisServer(tmp_path)
    await server.start()
    throttle = RedisThrottle(server.url, INDEX, MemoryThrottle(HeldClock()))
    await throttle.take("codes", key, RULE)
    await server.kill()
    assert await taken(throttle, key) == 3
    await throttle.give_back("codes", key, RULE)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert key not in caplog.text
    await throttle.close()


async def test_a_frozen_redis_holds_nobody_up(tmp_path: Path, key: str) -> None:
    server = RedisServer(tmp_path)
    await server.start()
    throttle = RedisThrottle(server.url, INDEX, MemoryThrottle(HeldClock()))
    await throttle.take("codes", key, RULE)
    server.freeze()
    try:
        async with asyncio.timeout(5):
            assert await taken(throttle, key) == 3
    finally:
        server.thaw()
        await throttle.close()
        await server.kill()
