"""GameSessions, on the fake and on PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.games.sessions import PostgresGameSessions
from app.adapters.postgres.games.token_seal import TokenSeal
from app.secrets import KeyRing
from domain.games import GameSession, GameSessions, Launch
from domain.shared import GameSessionId, PlayerId
from tests.fakes.games import MemoryGameSessions

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ports:
    player: PlayerId
    sessions: GameSessions


@pytest.fixture(params=["memory", "postgres"])
async def ports(
    request: pytest.FixtureRequest,
    sessions: async_sessionmaker[AsyncSession],
    pool: "asyncpg.Pool[asyncpg.Record]",
) -> AsyncIterator[Ports]:
    player = PlayerId(uuid4())
    if request.param == "memory":
        yield Ports(player, MemoryGameSessions({player: ("bet:SELF_EXCLUDED",)}, {(player, "EUR")}))
        return
    await pool.execute("insert into player_gates values ($1, '{bet:SELF_EXCLUDED}')", player)
    await pool.execute("insert into wallets (player_id, currency) values ($1, 'EUR')", player)
    async with sessions() as session:
        yield Ports(player, PostgresGameSessions(session, TokenSeal(KeyRing((("k1", b"k" * 32),)))))


def a_launch(player: PlayerId, key: str = "key-of-launch") -> Launch:
    session = GameSession(
        id=GameSessionId(uuid4()),
        player_id=player,
        provider="hub88",
        game_code="tidal-reef",
        currency="EUR",
        opened_at=NOW,
        expires_at=NOW + timedelta(hours=12),
    )
    return Launch(key, b"m" * 16, session, uuid4().hex)


async def test_the_lock_tells_the_gate(ports: Ports) -> None:
    gate = await ports.sessions.lock(ports.player)
    assert gate is not None
    assert gate.reasons("bet", NOW) == ("SELF_EXCLUDED",)
    assert await ports.sessions.lock(PlayerId(uuid4())) is None


async def test_wallets_are_by_currency(ports: Ports) -> None:
    assert await ports.sessions.has_wallet(ports.player, "EUR")
    assert not await ports.sessions.has_wallet(ports.player, "USD")
    assert not await ports.sessions.has_wallet(PlayerId(uuid4()), "EUR")


async def test_a_launch_is_found_by_its_key_with_its_token(ports: Ports) -> None:
    launch = a_launch(ports.player)
    assert await ports.sessions.launched(ports.player, launch.key) is None
    await ports.sessions.open(launch)
    assert await ports.sessions.launched(ports.player, launch.key) == launch
    assert await ports.sessions.launched(PlayerId(uuid4()), launch.key) is None


async def test_a_session_is_found_by_its_player_alone(ports: Ports) -> None:
    launch = a_launch(ports.player)
    await ports.sessions.open(launch)
    assert await ports.sessions.find(ports.player, launch.session.id) == launch.session
    assert await ports.sessions.find(PlayerId(uuid4()), launch.session.id) is None
    assert await ports.sessions.find(ports.player, GameSessionId(uuid4())) is None


async def test_an_ended_session_says_so_to_its_launch_too(ports: Ports) -> None:
    launch = a_launch(ports.player)
    await ports.sessions.open(launch)
    await ports.sessions.end(launch.session.id, NOW)
    ended = replace(launch.session, ended_at=NOW)
    assert await ports.sessions.find(ports.player, launch.session.id) == ended
    assert await ports.sessions.launched(ports.player, launch.key) == replace(launch, session=ended)
