"""On which day whose next age bound is reached: keyed digests of days, so that due ones are found by equality."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import BlindIndex
from domain.shared import PlayerId

LOOK_BACK_DAYS = 400
"""Whose day went by while no worker ran for longer waits for the next assessment of their file."""

_EXPECT = text("""
    insert into cap_age_days (player_id, day_index) values (:id, :day)
    on conflict (player_id) do update set day_index = excluded.day_index
""")
_FORGET = text("delete from cap_age_days where player_id = :id")
_DUE = """
select player_id from cap_age_days where day_index = any($1::bytea[]) and player_id > $2 order by player_id limit $3
"""


class PostgresComingBirthdays:
    def __init__(self, session: AsyncSession, days: BlindIndex) -> None:
        self._session = session
        self._days = days

    async def expect(self, player_id: PlayerId, day: date | None) -> None:
        if day is None:
            await self._session.execute(_FORGET, {"id": player_id})
        else:
            await self._session.execute(_EXPECT, {"id": player_id, "day": self._days.of(day.isoformat())})


def indexes_until(days: BlindIndex, today: date) -> Sequence[bytes]:
    """Of today and the days before it."""
    return [days.of((today - timedelta(days=back)).isoformat()) for back in range(LOOK_BACK_DAYS)]


async def due(
    pool: "asyncpg.Pool[asyncpg.Record]", indexes: Iterable[bytes], after: UUID, limit: int
) -> Sequence[UUID]:
    """Players with an id above ``after``, in order."""
    return [row[0] for row in await pool.fetch(_DUE, list(indexes), after, limit)]
