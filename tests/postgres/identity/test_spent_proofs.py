"""Spent proofs under parallel callers, and the bound of their table."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.identity.spent_proofs import PostgresSpentProofs
from tests.ports.identity.people import NOW

LATER = NOW + timedelta(minutes=5)


async def spend(sessions: async_sessionmaker[AsyncSession], proof: bytes, *, commit: bool = True) -> bool:
    async with sessions() as session:
        spent = await PostgresSpentProofs(session).spend(proof, LATER, NOW)
        if commit:
            await session.commit()
        return spent


async def test_one_of_fifty_callers_takes_it(sessions: async_sessionmaker[AsyncSession]) -> None:
    proof = uuid4().bytes
    assert sum(await asyncio.gather(*(spend(sessions, proof) for _ in range(50)))) == 1


async def test_what_was_not_committed_was_not_taken(sessions: async_sessionmaker[AsyncSession]) -> None:
    proof = uuid4().bytes
    assert await spend(sessions, proof, commit=False)
    assert await spend(sessions, proof)
    assert not await spend(sessions, proof)


async def test_expired_ones_are_swept_as_new_ones_come(
    sessions: async_sessionmaker[AsyncSession], pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    long_ago = NOW - timedelta(days=1)
    await pool.executemany(
        "insert into spent_proofs (digest, expires_at) values ($1, $2)", [(uuid4().bytes, long_ago) for _ in range(20)]
    )
    for _ in range(3):
        await spend(sessions, uuid4().bytes)
    assert await pool.fetchval("select count(*) from spent_proofs where expires_at <= $1", NOW) == 0
    digests = [row["digest"] for row in await pool.fetch("select digest from spent_proofs")]
    assert {len(digest) for digest in digests} == {32}
