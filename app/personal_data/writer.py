"""Writes exports: reads everything in one snapshot, row by row, and keeps the text in sealed pieces.

The file is one JSON object: ``format``, ``version``, ``generatedAt``, ``playerId``, and ``sections``, an object of
lists by section's name. Times are RFC 3339, amounts decimal strings, keys camelCase; keys and sections may be added.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import orjson

from app.adapters.cipher import Cipher
from app.adapters.postgres.identity.data_exports import MOST_ATTEMPTS
from app.personal_data.registry import SECTIONS
from domain.shared import Clock

FORMAT, VERSION = "croupier-data-export", 1
PIECE_CHARACTERS = 256 * 1024
LEASE = timedelta(minutes=5)
"""Who takes an order has so long for its next piece; then another worker begins anew."""
FETCH_TIME = timedelta(hours=1)
"""What was fetched is deleted at its end; if the other side hung up before that, after this."""
_PREFETCH = 500

_CLAIM = """
update data_exports set due_at = $1::timestamptz + $2::interval, attempts = attempts + 1
where id = (
    select id from data_exports
    where ready_at is null and due_at <= $1 and expires_at > $1 and attempts < $3
    order by due_at limit 1 for update skip locked)
returning id, player_id
"""
_KEEP = "insert into data_export_parts (export_id, number, text_sealed) values ($1, $2, $3)"
_SWEEP = """
delete from data_exports where id in (
    select id from data_exports where expires_at <= $1 or fetched_at <= $2
    order by expires_at limit 100 for update skip locked)
"""


@dataclass(frozen=True, slots=True)
class ExportWriter:
    pool: "asyncpg.Pool[asyncpg.Record]"
    cipher: Cipher
    clock: Clock

    async def write_one(self) -> bool:
        """Writes the export that has waited longest; False when none does. Any number of processes may do it."""
        claimed = await self.pool.fetchrow(_CLAIM, self.clock.now(), LEASE, MOST_ATTEMPTS)
        if claimed is None:
            return False
        id_, player_id = claimed
        await self.pool.execute("delete from data_export_parts where export_id = $1", id_)
        number = 0
        async with aclosing(_pieces(self._rows(player_id))) as pieces:
            async for number, piece in _numbered(pieces):
                sealed = await asyncio.to_thread(self.cipher.seal, piece, f"data_export_parts/text/{id_}/{number}")
                async with self.pool.acquire() as connection, connection.transaction():
                    await connection.execute(_KEEP, id_, number, sealed)
                    await connection.execute(
                        "update data_exports set due_at = $2 where id = $1", id_, self.clock.now() + LEASE
                    )
        await self.pool.execute("update data_exports set ready_at = $2 where id = $1", id_, self.clock.now())
        return True

    async def read(self, id_: UUID) -> AsyncIterator[bytes]:
        """The file of one that was fetched, piece by piece; then it is gone."""
        number = 1
        while sealed := await self.pool.fetchval(
            "select text_sealed from data_export_parts where export_id = $1 and number = $2", id_, number
        ):
            yield self.cipher.open(sealed, f"data_export_parts/text/{id_}/{number}").encode()
            number += 1
        await self.pool.execute("delete from data_export_parts where export_id = $1", id_)

    async def sweep(self) -> None:
        """Deletes what has expired, and what was fetched."""
        now = self.clock.now()
        await self.pool.execute(_SWEEP, now, now - FETCH_TIME)

    async def _rows(self, player_id: UUID) -> AsyncGenerator[str, None]:
        """The file's text in small pieces, from one snapshot of the database."""
        yield _opening(player_id, self.clock.now())
        async with (
            self.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            for index, section in enumerate(SECTIONS):
                yield f"{',' if index else ''}\n{_json(section.name)}:["
                separator = ""
                async for row in connection.cursor(section.query, player_id, prefetch=_PREFETCH):
                    yield f"{separator}\n{_json(section.read(row, self.cipher))}"
                    separator = ","
                yield "]"
        yield "\n}}\n"


def _opening(player_id: UUID, now: datetime) -> str:
    facts = {"format": FORMAT, "version": VERSION, "generatedAt": now.isoformat(), "playerId": str(player_id)}
    return _json(facts)[:-1] + ',\n"sections":{'


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


async def _pieces(texts: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    """The same text in pieces that are worth a row each."""
    held: list[str] = []
    size = 0
    async with aclosing(texts):
        async for text in texts:
            held.append(text)
            size += len(text)
            if size >= PIECE_CHARACTERS:
                yield "".join(held)
                held, size = [], 0
    if held:
        yield "".join(held)


async def _numbered(pieces: AsyncIterator[str]) -> AsyncIterator[tuple[int, str]]:
    number = 0
    async for piece in pieces:
        number += 1
        yield number, piece
