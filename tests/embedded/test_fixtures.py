"""The fixtures that every other part stands on."""

import asyncpg


async def test_each_module_gets_a_migrated_database(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    assert await pool.fetchval("select count(*) from wallets") == 0
    assert await pool.fetchval("show fsync") == "on"
    assert await pool.fetchval("show data_checksums") == "on"
    assert await pool.fetchval("show listen_addresses") == ""


async def test_tables_are_writable(fresh_postgres_url: str) -> None:
    connection = await asyncpg.connect(fresh_postgres_url)
    await connection.execute("insert into player_gates values ('00000000-0000-7000-8000-000000000001', '{}')")
    await connection.close()
