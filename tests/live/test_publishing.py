"""What a committed batch sets off, and what the relay makes good."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import orjson
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.outbox import PostgresOutbox
from app.adapters.redis.broadcast import RedisBroadcast
from app.live import wake_message
from app.live.bus import GAP, Bus
from app.live.commit_publisher import MAX_WAITING_BATCHES, CommitPublisher
from app.live.live import Live, open_live
from app.live.relay import KEEP_PUBLISHED, OutboxRelay
from app.time_and_chance import SystemClock
from domain.shared import PlayerId, WalletId
from tests.live.ledger import Ledger
from tests.live.redis_server import RedisServer
from tests.live.test_bus import listening, until


def nobody(player_id: PlayerId) -> None:
    """Nobody follows an account."""


async def unpublished(pool: "asyncpg.Pool[asyncpg.Record]") -> int:
    count: int = await pool.fetchval("select count(*) from outbox where published_at is null")
    return count


@pytest.fixture(autouse=True)
async def empty_outbox(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    await pool.execute("delete from outbox")


async def test_publishes_at_once_and_marks_behind(pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger) -> None:
    _, wallet_id = await ledger.open_wallet()
    bus = Bus()
    publisher = CommitPublisher(bus, pool, nobody)
    async with listening(bus) as heard:
        await publisher.start()
        for _ in range(3):
            batch_id, reached = await ledger.commit({wallet_id: [1, 2]})
            publisher.committed(batch_id, list(reached), list(reached.values()))
        await until(lambda: bool(heard) and wake_message.decode(heard[-1]) == [(wallet_id, 6)])
        await publisher.stop()
    assert await unpublished(pool) == 0


async def test_who_follows_an_account_is_told_that_its_gates_were_closed(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    told: list[PlayerId] = []
    players = [PlayerId(uuid4()) for _ in range(2)]
    CommitPublisher(Bus(), pool, told.append).gates_closed(players)
    assert told == players


async def test_a_full_queue_leaves_batches_to_the_relay(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    bus = Bus()
    publisher = CommitPublisher(bus, pool, nobody)
    for number in range(MAX_WAITING_BATCHES + 10):
        publisher.committed(number, [number], [1])
    async with listening(bus) as heard:
        await publisher.start()
        await until(lambda: sum(len(wake_message.decode(message)) for message in heard) >= MAX_WAITING_BATCHES)
        await publisher.stop()
    woken = [wallet_id for message in heard for wallet_id, _ in wake_message.decode(message)]
    assert woken == list(range(10, MAX_WAITING_BATCHES + 10))


async def test_the_relay_publishes_what_a_crash_left_behind(
    pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger
) -> None:
    _, wallet_id = await ledger.open_wallet()
    await ledger.commit({wallet_id: [1]})
    await ledger.commit({wallet_id: [1, 1]})
    bus = Bus()
    relay = OutboxRelay(bus, pool, SystemClock(), left_behind_seconds=0)
    patient = OutboxRelay(bus, pool, SystemClock())
    async with listening(bus) as heard:
        assert await patient.publish_left_behind() == 0
        assert await relay.publish_left_behind() == 2
        assert await relay.publish_left_behind() == 0
        await until(lambda: bool(heard))
    assert [pair for message in heard for pair in wake_message.decode(message)] == [(wallet_id, 3)]
    assert await unpublished(pool) == 0


async def test_two_relays_share_the_work(pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger) -> None:
    _, wallet_id = await ledger.open_wallet()
    for _ in range(300):
        await ledger.commit({wallet_id: [1]})
    bus = Bus()
    relays = [OutboxRelay(bus, pool, SystemClock(), left_behind_seconds=0) for _ in range(2)]
    async with listening(bus):
        taken = await asyncio.gather(*(relay.publish_left_behind() for relay in relays))
        assert sum(taken) == 300
    assert await unpublished(pool) == 0


async def test_the_relay_marks_nothing_while_the_bus_is_away(
    pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger, redis_server: RedisServer
) -> None:
    _, wallet_id = await ledger.open_wallet()
    await ledger.commit({wallet_id: [1]})
    bus = Bus(RedisBroadcast(redis_server.url, heartbeat_seconds=0.5))
    relay = OutboxRelay(bus, pool, SystemClock(), left_behind_seconds=0, every_seconds=0.05)
    async with listening(bus) as heard:
        await until(lambda: heard == [GAP])
        await redis_server.kill()
        await relay.start()
        await asyncio.sleep(0.2)
        assert await unpublished(pool) == 1
        await redis_server.start()
        await until(lambda: heard.count(GAP) == 2)
        async with asyncio.timeout(10):
            while await unpublished(pool):  # noqa: ASYNC110 (a condition on the database)
                await asyncio.sleep(0.02)
        await relay.stop()


async def test_old_published_rows_go_in_bounded_chunks(
    pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.live.relay.MAX_DELETED", 4)
    _, wallet_id = await ledger.open_wallet()
    batch_ids = [(await ledger.commit({wallet_id: [1]}))[0] for _ in range(8)]
    old = datetime.now(UTC) - KEEP_PUBLISHED - timedelta(minutes=1)
    await pool.execute("update outbox set published_at = $1 where id <= $2", old, batch_ids[5])
    await pool.execute("update outbox set published_at = null where id = $1", batch_ids[1])
    relay = OutboxRelay(Bus(), pool, SystemClock())
    assert await relay.let_go() == 3
    assert await relay.let_go() == 2
    assert await relay.let_go() == 0
    left = [row["id"] for row in await pool.fetch("select id from outbox order by id")]
    assert left == [batch_ids[1], batch_ids[6], batch_ids[7]]


@asynccontextmanager
async def two_processes(url: str | None, pool: "asyncpg.Pool[asyncpg.Record]") -> AsyncIterator[tuple[Live, Live]]:
    async with open_live(url, pool, SystemClock()) as one, open_live(url, pool, SystemClock()) as other:
        yield one, other


async def test_a_follower_in_another_process_sees_everything_while_redis_dies_and_comes_back(
    pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger, redis_server: RedisServer
) -> None:
    player_id, wallet_id = await ledger.open_wallet()
    async with two_processes(redis_server.url, pool) as (writing, following):
        await until(lambda: writing.ready and following.ready)
        seen: list[int] = []
        follower = asyncio.create_task(_collect(following, player_id, seen))
        for step in range(30):
            if step in (10, 20):
                await redis_server.kill()
            if step in (14, 22):
                await redis_server.start()
            batch_id, reached = await ledger.commit({wallet_id: [1, 1]})
            writing.listener.committed(batch_id, list(reached), list(reached.values()))
            await asyncio.sleep(0.05)
        await until(lambda: len(seen) == 60, seconds=20)
        follower.cancel()
        await asyncio.wait({follower})
    assert seen == list(range(1, 61))


async def _collect(live: Live, player_id: PlayerId, seen: list[int]) -> None:
    async with aclosing(live.feed.transactions(player_id, "EUR", "0")) as events:
        async for event in events:
            seen.append(event.sequence)  # noqa: PERF401 (others look at it meanwhile)


async def test_two_hundred_followers_of_fifty_wallets(pool: "asyncpg.Pool[asyncpg.Record]", ledger: Ledger) -> None:
    async with open_live(None, pool, SystemClock()) as live:
        wallets: list[tuple[PlayerId, WalletId]] = [await ledger.open_wallet() for _ in range(50)]
        seen: list[list[int]] = [[] for _ in range(200)]
        followers = [
            asyncio.create_task(_collect(live, wallets[number % 50][0], seen[number])) for number in range(200)
        ]
        for _ in range(20):
            batch_id, reached = await ledger.commit({wallet_id: [1] for _, wallet_id in wallets})
            live.listener.committed(batch_id, list(reached), list(reached.values()))
        await until(lambda: all(len(sequences) == 20 for sequences in seen), seconds=20)
        for follower in followers:
            follower.cancel()
        await asyncio.wait(followers)
    assert all(sequences == list(range(1, 21)) for sequences in seen)


async def test_other_events_commit_with_their_session_and_need_no_message(
    pool: "asyncpg.Pool[asyncpg.Record]", sessions: async_sessionmaker[AsyncSession]
) -> None:
    async with sessions() as session:
        await PostgresOutbox(session, SystemClock()).record("terms_accepted", {"version": 3, "by": "somebody"})
        assert await unpublished(pool) == 0
        await session.commit()
    assert await unpublished(pool) == 1
    events = orjson.loads(await pool.fetchval("select events from outbox"))
    assert events == [{"name": "terms_accepted", "version": 3, "by": "somebody"}]
    bus = Bus()
    relay = OutboxRelay(bus, pool, SystemClock(), left_behind_seconds=0)
    async with listening(bus) as heard:
        assert await relay.publish_left_behind() == 1
        assert heard == []
    assert await unpublished(pool) == 0
