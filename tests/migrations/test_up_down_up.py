"""Each revision goes up, down without a trace, and up again to the same."""

from itertools import pairwise

import asyncpg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.adapters.postgres.migrate import ROOT, migrate

SHAPE = """
    select 'column' as kind, table_schema || '.' || table_name || '.' || column_name as name,
        concat_ws(' ', data_type, is_nullable, column_default, is_identity) as detail
    from information_schema.columns where table_schema !~ '^(pg_|information_schema$)'
    union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    from pg_constraint where connamespace::regnamespace::text !~ '^(pg_|information_schema$)'
    union all select 'index', indexname, indexdef from pg_indexes where schemaname !~ '^pg_'
    union all select 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
    from pg_trigger where not tgisinternal
    union all select 'function', proname, prosrc from pg_proc
    where pronamespace::regnamespace::text !~ '^(pg_|information_schema$)'
    order by 1, 2, 3
"""


def revisions() -> list[str]:
    """Oldest first."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


async def shape(url: str) -> list[tuple[str, str, str]]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(SHAPE)
    finally:
        await connection.close()
    return [tuple(row) for row in rows if "alembic_version" not in row["name"]]


@pytest.mark.parametrize(("before", "revision"), list(pairwise(["base", *revisions()])))
async def test_goes_up_and_down_and_up(empty_postgres_url: str, before: str, revision: str) -> None:
    await migrate(empty_postgres_url, before)
    without = await shape(empty_postgres_url)

    await migrate(empty_postgres_url, revision)
    with_it = await shape(empty_postgres_url)
    assert with_it != without

    await migrate(empty_postgres_url, before)
    assert await shape(empty_postgres_url) == without
    await migrate(empty_postgres_url, revision)
    assert await shape(empty_postgres_url) == with_it
