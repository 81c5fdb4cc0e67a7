"""Nothing about a person is forgotten in an export, or left over by an erasure, because somebody forgot the table."""

import asyncpg

from app.personal_data.registry import ERASED, KEPT_AFTER_ERASURE, NOT_EXPORTED, SECTIONS

KNOWING = """
select distinct table_name::text from information_schema.columns
where table_schema = 'public' and (column_name in ('player_id', 'wallet_id') or table_name = 'players')
"""


async def test_every_table_that_knows_players_is_exported_or_says_why_not(
    pool: "asyncpg.Pool[asyncpg.Record]",
) -> None:
    knowing = {row[0] for row in await pool.fetch(KNOWING)}
    exported = {table for section in SECTIONS for table in section.tables}
    assert not exported & NOT_EXPORTED.keys()
    assert exported | NOT_EXPORTED.keys() == knowing


async def test_every_table_that_knows_players_is_erased_or_says_why_not(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    knowing = {row[0] for row in await pool.fetch(KNOWING)}
    assert not ERASED & KEPT_AFTER_ERASURE.keys()
    assert ERASED | KEPT_AFTER_ERASURE.keys() == knowing


def test_sections_have_names_of_their_own() -> None:
    names = [section.name for section in SECTIONS]
    assert len(set(names)) == len(names)
