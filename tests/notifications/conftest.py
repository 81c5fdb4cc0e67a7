"""A post office on real PostgreSQL, whose clock is moved by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.cipher import Cipher
from app.adapters.notifications.carrier import Carrier
from app.adapters.notifications.post_office import PostOffice
from app.adapters.postgres.identity.messenger import PostgresMessenger
from app.adapters.postgres.message_queue import MessageQueue
from app.secrets import KeyRing
from app.time_and_chance import TimeOrderedIds
from domain.identity.messages import Channel, Message, Template
from tests.fakes.shared import HeldClock

RING = KeyRing((("k1", bytes(32)),))


@dataclass
class Desk:
    """What is written, and who carries it."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    sessions: async_sessionmaker[AsyncSession]
    cipher: Cipher
    clock: HeldClock

    async def write(
        self, *, to: str = "ann@example.com", expires_at: datetime | None = None, commit: bool = True
    ) -> None:
        async with self.sessions() as session:
            messenger = PostgresMessenger(session, self.cipher, self.clock, TimeOrderedIds())
            message = Message(Channel.EMAIL, to, Template.SIGN_IN_CODE, "en", {"code": "482913"}, expires_at=expires_at)
            await messenger.send(message)
            if commit:
                await session.commit()

    def office(self, carrier: Carrier) -> PostOffice:
        return PostOffice(MessageQueue(self.pool, self.cipher), {Channel.EMAIL: carrier}, "Ace", self.clock)

    async def rows(self) -> list[Mapping[str, object]]:
        return [dict(row) for row in await self.pool.fetch("select * from messages order by id")]

    def wait(self, **by: float) -> None:
        self.clock.forward(timedelta(**by))


@pytest.fixture
async def desk(pool: "asyncpg.Pool[asyncpg.Record]", sessions: async_sessionmaker[AsyncSession]) -> Desk:
    """No message is left of the test before."""
    await pool.execute("delete from messages")
    return Desk(pool, sessions, Cipher(RING), HeldClock())
