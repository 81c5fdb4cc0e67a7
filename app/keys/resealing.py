"""Sealing anew under the newest key, while the platform runs.

A row that is sealed under another key says so itself, so there is no progress to keep: whatever stops this, the next
run goes on. A batch locks its rows, and only those that nobody else holds; the others come in the next round.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg

from app.keys.sealed_columns import COLUMNS, SealedColumn, sealer_of
from app.secrets import KeyRing

BATCH_ROWS = 200
"""A batch is some milliseconds, and so is the longest that anybody waits for a row."""


@dataclass(frozen=True, slots=True)
class Progress:
    column: SealedColumn
    resealed: int
    """Values sealed anew in this column so far."""
    done: bool


async def reseal(
    connection: "asyncpg.Connection[asyncpg.Record]", ring: KeyRing, batch_rows: int = BATCH_ROWS
) -> AsyncIterator[Progress]:
    """Told after every batch. Raises CannotOpen at a value that no key of the ring opens."""
    for column in COLUMNS:
        resealed = 0
        after: tuple[object, ...] | None = None
        while after != ():
            after, count = await _batch(connection, ring, column, after, batch_rows)
            resealed += count
            yield Progress(column, resealed, done=after == ())


async def _batch(
    connection: "asyncpg.Connection[asyncpg.Record]",
    ring: KeyRing,
    column: SealedColumn,
    after: tuple[object, ...] | None,
    batch_rows: int,
) -> tuple[tuple[object, ...], int]:
    """The key to go on after, empty at the end; and how many were sealed anew."""
    sealer = sealer_of(column, ring)
    prefix = ring.newest[0].encode() + column.separator
    async with connection.transaction():
        await connection.execute("select set_config('croupier.sealing_anew', 'on', true)")
        rows = await connection.fetch(_select(column, first=after is None), prefix, batch_rows, *(after or ()))
        anew = [sealer.anew(row["sealed"], column, row["bound_to"]) for row in rows]
        keys = [[row[name] for row in rows] for name, _ in column.keys]
        if rows:
            await connection.execute(_update(column), anew, *keys)
    return (tuple(each[-1] for each in keys) if len(rows) == batch_rows else ()), len(rows)


def _select(column: SealedColumn, *, first: bool) -> str:
    names = ", ".join(name for name, _ in column.keys)
    bounds = ", ".join(f"${number}::{kind}" for number, (_, kind) in enumerate(column.keys, start=3))
    return f"""
        select {names}, concat_ws('/', {", ".join(column.bound_to)}) as bound_to, {column.column} as sealed
        from {column.table} where {old_rows(column)} {"" if first else f"and ({names}) > ({bounds})"}
        order by {names} limit $2 for no key update skip locked
    """  # noqa: S608 - names of ours


def _update(column: SealedColumn) -> str:
    names = ", ".join(name for name, _ in column.keys)
    arrays = ", ".join(f"${number}::{kind}[]" for number, (_, kind) in enumerate(column.keys, start=2))
    same = " and ".join(f"t.{name} = v.{name}" for name, _ in column.keys)
    return f"""
        update {column.table} t set {column.column} = v.sealed
        from unnest($1::bytea[], {arrays}) as v (sealed, {names}) where {same}
    """  # noqa: S608 - names of ours


def old_rows(column: SealedColumn) -> str:
    """Those sealed under a key whose prefix is not ``$1``."""
    return f"{column.column} is not null and substring({column.column} for length($1::bytea)) <> $1::bytea"
