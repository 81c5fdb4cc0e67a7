"""0019: whoever was verified before there were ages is assessed anew, and nobody else."""

from datetime import UTC, datetime
from uuid import uuid4

import asyncpg

from app.adapters.postgres.migrate import migrate

NOW = datetime(2026, 6, 1, tzinfo=UTC)


async def test_verified_british_players_count_as_assessed_by_no_version(empty_postgres_url: str) -> None:
    await migrate(empty_postgres_url, "0017")
    connection = await asyncpg.connect(empty_postgres_url)
    people = {("GB", "APPROVED"): uuid4(), ("GB", "STARTED"): uuid4(), ("MT", "APPROVED"): uuid4()}
    for (jurisdiction, status), player in people.items():
        await connection.execute("insert into player_gates (player_id) values ($1)", player)
        states = "insert into kyc_states (player_id, jurisdiction, profile_version, assessed_at) values ($1, $2, 1, $3)"
        await connection.execute(states, player, jurisdiction, NOW)
        await connection.execute(
            "insert into kyc_cases (player_id, level, status, reasons, judged_by) values ($1, 1, $2, '{}', '')",
            player,
            status,
        )
    await migrate(empty_postgres_url, "0019")
    behind = await connection.fetch("select player_id from kyc_states where profile_version = 0")
    await connection.close()
    assert [row[0] for row in behind] == [people["GB", "APPROVED"]]
