"""The register of sealed columns against the database's own catalogue."""

import asyncpg

from app.keys.sealed_columns import COLUMNS

SEALED = """
    select c.table_name || '.' || c.column_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name like '%sealed%'
"""
PRIMARY_KEY = """
    select a.attname, format_type(a.atttypid, a.atttypmod) from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = $1::text::regclass and i.indisprimary order by array_position(i.indkey::smallint[], a.attnum)
"""


async def test_every_sealed_column_is_registered(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    assert {row[0] for row in await pool.fetch(SEALED)} == {column.name for column in COLUMNS}


async def test_rows_are_found_by_their_primary_key(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    for column in COLUMNS:
        assert tuple(map(tuple, await pool.fetch(PRIMARY_KEY, column.table))) == column.keys
