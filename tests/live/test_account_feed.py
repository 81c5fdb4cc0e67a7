"""Live news of accounts on real rows: nothing depends on when, or whether, a wake-up comes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from app.adapters.postgres.identity.account_follower import PostgresAccountFollower
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.migrate import sqlalchemy_url
from app.adapters.postgres.player_news import TellingSession, telling
from app.adapters.redis.broadcast import RedisBroadcast
from app.live.account_feed import LiveAccountFeed
from app.live.account_mailbox import MAX_NOTICES
from app.live.account_wakeups import CHANNEL, AccountWakeups
from app.live.bus import GAP, Bus
from app.time_and_chance import SystemClock, TimeOrderedIds
from domain.identity import EndReason, GatesChanged, NewSignIn, SessionEnded, SessionLocked
from domain.jurisdiction import GLI
from domain.shared import GateBlock, NotSignedIn, PlayerId, SessionId
from tests.live.redis_server import RedisServer

T = TypeVar("T")
IDS = TimeOrderedIds()
NEVER = 3_600.0
NO_SESSION = SessionId(IDS.new())


class Rig:
    """One process's part: a bus, a hub on it, a feed."""

    def __init__(
        self, pool: "asyncpg.Pool[asyncpg.Record]", bus: Bus | None = None, poll_seconds: float = NEVER
    ) -> None:
        self.pool = pool
        self.bus = bus or Bus()
        self.wakeups = AccountWakeups(self.bus, PostgresAccountFollower(pool, SystemClock(), GLI.session), poll_seconds)
        self.feed = LiveAccountFeed(self.wakeups)

    async def __aenter__(self) -> "Rig":
        await self.bus.start()
        await self.wakeups.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.wakeups.stop()
        await self.bus.stop()

    async def change(self, player_id: PlayerId, statement: str, *values: object) -> None:
        """One committed change, told."""
        await self.pool.execute(statement, *values)
        self.wakeups.tell(player_id)


@pytest.fixture
async def rig(pool: "asyncpg.Pool[asyncpg.Record]") -> AsyncIterator[Rig]:
    async with Rig(pool) as opened:
        yield opened


async def a_player(pool: "asyncpg.Pool[asyncpg.Record]") -> PlayerId:
    player_id = PlayerId(IDS.new())
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("insert into player_gates (player_id, blocks) values ($1, '{}')", player_id)
        await connection.execute(
            """
            insert into players (id, email_index, email_sealed, birth_date_sealed, country, status, jurisdiction,
                profile_version, terms_version, privacy_version, terms_accepted_at, created_at, email_verified_at)
            values ($1, $2, 'x', 'x', 'DE', 'ACTIVE', 'GLI', 1, '1', '1', now(), now(), now())
            """,
            player_id,
            player_id.bytes,
        )
    return player_id


SIGN_IN = """
insert into sessions (id, player_id, kind, started_at, expires_at, last_seen_at, last_active_at, generation,
    refresh_digest, spent_at)
values ($1, $2, 'PLAYER', $3, $3::timestamptz + interval '30 days', $3, $3, 0, sha256('x'), '{}')
"""
END = "update sessions set ended_at = now(), end_reason = $2 where id = $1"
LOCK = "update sessions set locked_at = now() where id = $1"
BLOCKS = "update player_gates set blocks = $2 where player_id = $1"


def a_session() -> tuple[SessionId, datetime]:
    return SessionId(IDS.new()), datetime.now(UTC)


async def soon(awaited: Awaitable[T]) -> T:
    async with asyncio.timeout(10):
        return await awaited


async def read(rig: Rig, player_id: PlayerId) -> None:
    """Everything committed and told so far has been read."""
    async with rig.wakeups.watch(player_id):
        return


async def test_gates_are_told_as_they_stand_and_whenever_they_differ(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    async with aclosing(rig.feed.gates(player_id, NO_SESSION)) as events:
        assert await soon(anext(events)) == GatesChanged(())
        for blocks in (["bet:X"], ["bet:X", "deposit:Y"], []):
            await rig.change(player_id, BLOCKS, player_id, blocks)
            assert await soon(anext(events)) == GatesChanged(tuple(blocks))


async def test_gates_that_opened_again_meanwhile_are_no_news(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    async with aclosing(rig.feed.gates(player_id, NO_SESSION)) as events:
        await soon(anext(events))
        for blocks in (["bet:X"], [], ["bet:X"], [], ["login:Z"]):
            await rig.change(player_id, BLOCKS, player_id, blocks)
            await read(rig, player_id)
        assert await soon(anext(events)) == GatesChanged(("login:Z",))


async def test_gates_of_an_idle_session_are_its_own(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    (idle, at), (other, _) = a_session(), a_session()
    for session_id in (idle, other):
        await rig.pool.execute(SIGN_IN, session_id, player_id, at)
    async with (
        aclosing(rig.feed.gates(player_id, idle)) as locking,
        aclosing(rig.feed.gates(player_id, other)) as staying,
    ):
        assert await soon(anext(locking)) is await soon(anext(staying))
        await rig.change(player_id, LOCK, idle)
        assert await soon(anext(locking)) == GatesChanged((), locked=True)
        await rig.change(player_id, BLOCKS, player_id, ["bet:X"])
        assert await soon(anext(locking)) == GatesChanged(("bet:X",), locked=True)
        assert await soon(anext(staying)) == GatesChanged(("bet:X",))


async def test_a_block_that_carries_its_end_is_told_while_it_counts(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    now = datetime.now(UTC)
    past, future = (str(GateBlock("bet", "X", now + timedelta(hours=hours))) for hours in (-1, 1))
    async with aclosing(rig.feed.gates(player_id, NO_SESSION)) as events:
        await soon(anext(events))
        await rig.change(player_id, BLOCKS, player_id, [past, "bet:Y"])
        assert await soon(anext(events)) == GatesChanged(("bet:Y",))
        await rig.change(player_id, BLOCKS, player_id, [past, future])
        assert await soon(anext(events)) == GatesChanged((future,))


async def test_sessions_are_told_as_they_begin_lock_and_end(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    before, now = a_session()
    await rig.pool.execute(SIGN_IN, before, player_id, now)
    async with aclosing(rig.feed.sessions(player_id)) as events:
        first = asyncio.ensure_future(anext(events))
        await read(rig, player_id)
        session_id, now = a_session()
        await rig.change(player_id, SIGN_IN, session_id, player_id, now)
        assert await soon(first) == NewSignIn(session_id, now)
        await rig.change(player_id, LOCK, session_id)
        assert await soon(anext(events)) == SessionLocked(session_id)
        await rig.change(player_id, END, session_id, "REVOKED")
        assert await soon(anext(events)) == SessionEnded(session_id, EndReason.REVOKED)
        await rig.change(player_id, END, before, "SIGNED_OUT")
        assert await soon(anext(events)) == SessionEnded(before, EndReason.SIGNED_OUT)


async def test_an_idle_session_locks_without_anybody_writing_it(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    session_id, now = a_session()
    await rig.pool.execute(SIGN_IN, session_id, player_id, now)
    async with aclosing(rig.feed.sessions(player_id)) as events:
        first = asyncio.ensure_future(anext(events))
        await read(rig, player_id)
        idle = timedelta(seconds=GLI.session.idle_seconds + 1)
        await rig.change(player_id, "update sessions set last_active_at = $2 where id = $1", session_id, now - idle)
        assert await soon(first) == SessionLocked(session_id)


async def test_a_short_session_is_told_whole_and_an_earlier_end_not_at_all(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    old, now = a_session()
    await rig.pool.execute(SIGN_IN, old, player_id, now)
    await rig.pool.execute(END, old, "SIGNED_OUT")
    async with aclosing(rig.feed.sessions(player_id)) as events:
        first = asyncio.ensure_future(anext(events))
        await read(rig, player_id)
        short, now = a_session()
        await rig.pool.execute(SIGN_IN, short, player_id, now)
        await rig.change(player_id, END, short, "TOKEN_REUSED")
        assert await soon(first) == NewSignIn(short, now)
        assert await soon(anext(events)) == SessionEnded(short, EndReason.TOKEN_REUSED)


async def test_a_client_that_takes_nothing_keeps_the_newest_notices(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    sessions = [a_session() for _ in range(MAX_NOTICES + 10)]
    async with aclosing(rig.feed.sessions(player_id)) as events:
        first = asyncio.ensure_future(anext(events))
        await read(rig, player_id)
        await rig.change(player_id, SIGN_IN, sessions[0][0], player_id, sessions[0][1])
        assert await soon(first) == NewSignIn(*sessions[0])
        for session_id, at in sessions[1:]:
            await rig.change(player_id, SIGN_IN, session_id, player_id, at)
            await read(rig, player_id)
        heard = [await soon(anext(events)) for _ in range(MAX_NOTICES)]
    assert heard == [NewSignIn(*each) for each in sessions[-MAX_NOTICES:]]


async def test_everybody_hears_the_same_event_and_it_is_read_once(rig: Rig) -> None:
    player_id = await a_player(rig.pool)
    async with (
        aclosing(rig.feed.gates(player_id, NO_SESSION)) as one,
        aclosing(rig.feed.gates(player_id, NO_SESSION)) as other,
    ):
        assert await soon(anext(one)) is await soon(anext(other))
        await rig.change(player_id, BLOCKS, player_id, ["bet:X"])
        assert await soon(anext(one)) is await soon(anext(other))
        assert rig.wakeups.followed == 1
    assert rig.wakeups.followed == 0


async def test_nobody_is_followed_who_does_not_exist(rig: Rig) -> None:
    for events in (rig.feed.gates(PlayerId(IDS.new()), NO_SESSION), rig.feed.sessions(PlayerId(IDS.new()))):
        with pytest.raises(NotSignedIn):
            await soon(anext(events))
    assert rig.wakeups.followed == 0


@pytest.mark.parametrize("message", [GAP, "not json", "{}", '["x"]', "[1]"])
async def test_whatever_comes_over_the_bus_the_truth_is_read_again(rig: Rig, message: str) -> None:
    player_id = await a_player(rig.pool)
    async with aclosing(rig.feed.gates(player_id, NO_SESSION)) as events:
        await soon(anext(events))
        await rig.pool.execute(BLOCKS, player_id, ["bet:X"])
        rig.wakeups._receive(message) if message == GAP else await rig.bus.publish(CHANNEL, message)
        assert await soon(anext(events)) == GatesChanged(("bet:X",))


async def test_a_lost_wake_up_costs_a_poll(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    async with Rig(pool, poll_seconds=0.05) as rig:
        player_id = await a_player(pool)
        async with aclosing(rig.feed.gates(player_id, NO_SESSION)) as events:
            await soon(anext(events))
            await pool.execute(BLOCKS, player_id, ["bet:X"])
            assert await soon(anext(events)) == GatesChanged(("bet:X",))


async def test_other_processes_hear_over_redis_and_without_it_by_polling(
    pool: "asyncpg.Pool[asyncpg.Record]", redis_server: RedisServer
) -> None:
    player_id = await a_player(pool)
    async with (
        Rig(pool, Bus(RedisBroadcast(redis_server.url, heartbeat_seconds=0.2))) as ours,
        Rig(pool, Bus(RedisBroadcast(redis_server.url, heartbeat_seconds=0.2))) as theirs,
        aclosing(theirs.feed.gates(player_id, NO_SESSION)) as events,
        aclosing(ours.feed.gates(player_id, NO_SESSION)) as here,
    ):
        assert await soon(anext(events)) == await soon(anext(here)) == GatesChanged(())
        await ours.change(player_id, BLOCKS, player_id, ["bet:X"])
        assert await soon(anext(events)) == await soon(anext(here)) == GatesChanged(("bet:X",))
        await redis_server.kill()
        await ours.change(player_id, BLOCKS, player_id, ["bet:Y"])
        assert await soon(anext(here)) == GatesChanged(("bet:Y",)), "who changed it hears of it at once"
        await redis_server.start()
        assert await soon(anext(events)) == GatesChanged(("bet:Y",)), "a gap makes everybody read again"


class Heard:
    def __init__(self) -> None:
        self.ids: list[UUID] = []

    def tell(self, player_id: PlayerId) -> None:
        self.ids.append(player_id)


async def test_a_change_is_told_after_its_commit_and_only_then(
    pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    engine, heard = create_async_engine(sqlalchemy_url(postgres_url)), Heard()
    sessions = async_sessionmaker(
        engine, expire_on_commit=False, sync_session_class=TellingSession, info=telling(heard)
    )
    player_id = await a_player(pool)
    async with sessions() as session:
        gates = PostgresPlayerGates(session)
        async with session.begin_nested():
            await gates.block(player_id, ["bet:X"])
        assert heard.ids == [], "a savepoint that is released is no commit"
        await gates.block(player_id, ["bet:Y"])
        await session.commit()
        assert heard.ids == [player_id]
        await session.execute(text("select 1"))
        await session.commit()
        assert heard.ids == [player_id]
        await gates.unblock(player_id, ["bet:X"])
        await session.rollback()
        await session.commit()
    assert heard.ids == [player_id]
    await engine.dispose()
