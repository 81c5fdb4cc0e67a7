"""Each suite runs on the fake and on PostgreSQL, so that the fakes cannot lie."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.identity.access_log import PostgresAccessLog
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.identity.sessions import PostgresSessions
from app.adapters.postgres.identity.sign_in_attempts import PostgresSignInAttempts
from app.secrets import KeyRing
from domain.identity.ports import AccessLog, PlayerGates, Players, Sessions, SignInAttempts
from tests.fakes.identity import MemoryAccessLog, MemoryPlayerGates, MemoryPlayers, MemorySessions, MemorySignInAttempts

RING = KeyRing((("k1", b"1" * 32),))


@dataclass(frozen=True, slots=True)
class Ports:
    players: Players
    gates: PlayerGates
    sessions: Sessions
    attempts: SignInAttempts
    access_log: AccessLog


@pytest.fixture(params=["memory", "postgres"])
async def ports(request: pytest.FixtureRequest, sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[Ports]:
    if request.param == "memory":
        yield Ports(MemoryPlayers(), MemoryPlayerGates(), MemorySessions(), MemorySignInAttempts(), MemoryAccessLog())
        return
    cipher = Cipher(RING)
    async with sessions() as session:
        yield Ports(
            PostgresPlayers(
                session,
                cipher,
                BlindIndex(RING, "e-mail address"),
                BlindIndex(RING, "phone number"),
                BlindIndex(RING, "person"),
            ),
            PostgresPlayerGates(session),
            PostgresSessions(session, cipher),
            PostgresSignInAttempts(session, BlindIndex(RING, "sign-in attempts")),
            PostgresAccessLog(session, cipher),
        )
