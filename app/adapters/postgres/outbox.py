"""The outbox: what happened, written in the transaction that caused it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg
import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.shared import Clock

Fact = str | int | bool | None

_INSERT = text(
    "insert into outbox (created_at, wallet_ids, sequences, events) values (:now, '{}', '{}', cast(:events as jsonb))"
)


class PostgresOutbox:
    """For handlers outside the money lane: events commit with the session, and the relay publishes their row."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def record(self, name: str, facts: Mapping[str, Fact]) -> None:
        """One event, in the form in which the lane writes its own: ``[{"name": …, fact: value, …}]``."""
        events = orjson.dumps([{"name": name, **facts}]).decode()
        await self._session.execute(_INSERT, {"now": self._clock.now(), "events": events})


async def mark_published(
    executor: "asyncpg.Pool[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", ids: Sequence[int]
) -> None:
    await executor.execute(
        "update outbox set published_at = now() where id = any($1::bigint[]) and published_at is null", ids
    )


async def take_unpublished(
    connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", older_than_seconds: float, limit: int
) -> Sequence[asyncpg.Record]:
    """Rows of ``id, wallet_ids, sequences``, locked until the transaction ends; those locked elsewhere are skipped.

    By the published mark, never by ``id > last``: rows become visible in the order of commits, not of ids.
    """
    rows: Sequence[asyncpg.Record] = await connection.fetch(
        "select id, wallet_ids, sequences from outbox"
        " where published_at is null and created_at < now() - make_interval(secs => $1)"
        " order by id limit $2 for update skip locked",
        older_than_seconds,
        limit,
    )
    return rows


async def delete_published(pool: "asyncpg.Pool[asyncpg.Record]", before: datetime, limit: int) -> int:
    """Of the ``limit`` oldest rows, those published before ``before``; how many they were."""
    status = await pool.execute(
        "delete from outbox where id in ("
        " select id from (select id, published_at from outbox order by id limit $2) as oldest"
        " where published_at < $1)",
        before,
        limit,
    )
    return int(status.split()[-1])
