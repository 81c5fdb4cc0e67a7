"""Rows before and after 0022."""

import asyncpg

from app.adapters.postgres.migrate import migrate

PLAYER = "00000000-0000-7000-8000-000000000001"
LATER = "{bet:KYC_REQUIRED,deposit:KYC_MANY@2026-07-01T12:00:00Z/,deposit:TIME_OUT@2026-07-01T12:00:00Z}"


async def test_every_file_is_judged_again_and_going_back_forgets_what_has_not_begun(empty_postgres_url: str) -> None:
    await migrate(empty_postgres_url, "0021")
    connection = await asyncpg.connect(empty_postgres_url)
    try:
        await connection.execute(f"insert into player_gates values ('{PLAYER}', '{LATER}')")
        await connection.execute(f"insert into kyc_states values ('{PLAYER}', 7, 'GLI', 1, now())")
        await migrate(empty_postgres_url, "0022")
        assert tuple(await connection.fetchrow("select profile_version, version from kyc_states")) == (0, 7)
        await migrate(empty_postgres_url, "0021")
        blocks = await connection.fetchval("select blocks from player_gates")
        assert blocks == ["bet:KYC_REQUIRED", "deposit:TIME_OUT@2026-07-01T12:00:00Z"]
    finally:
        await connection.close()
