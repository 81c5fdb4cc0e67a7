"""Revision 0018: sessions in play and what was used of limits are counted from the wallets, and lose nothing by it."""

import json
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from app.adapters.postgres.migrate import migrate

PLAYER, OTHER = UUID(int=7), UUID(int=8)
BEGAN = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = [1_777_852_800, 1_777_939_200]
YESTERDAY = [1_777_766_400, 1_777_852_800]
USED = [
    ["DEPOSIT", "DAY", {"EUR": [[*DAY, 900, 0]]}],
    ["PLAY", "DAY", {"EUR": [[*YESTERDAY, 11, 3], [*DAY, 70, 20]], "GBP": [[*DAY, 5, 0]], "USD": []}],
    ["PLAY", "WEEK", {}],
]
BEFORE = f"""
insert into player_gates (player_id) values ('{PLAYER}'), ('{OTHER}');
insert into wallets (player_id, currency, sequence) values ('{PLAYER}', 'EUR', 6), ('{PLAYER}', 'GBP', 1),
    ('{PLAYER}', 'USD', 0), ('{OTHER}', 'EUR', 0);
insert into ledger_transactions (wallet_id, sequence, kind, amount, cash_after, in_play_after, withdrawal_hold_after,
    vault_after, occurred_at, caller, key)
select w.id, t.sequence, t.kind, t.amount, 0, 0, 0, 0, '{BEGAN}'::timestamptz + make_interval(mins => t.minutes),
    'hub88', w.currency || t.sequence
from (values ('EUR', 1, 1, 900, -60), ('EUR', 2, 2, -100, -50), ('EUR', 3, 3, 40, -49), ('EUR', 4, 2, -70, 0),
    ('EUR', 5, 3, 20, 1), ('EUR', 6, 4, 30, 2), ('GBP', 1, 2, -5, 3)) t (currency, sequence, kind, amount, minutes)
join wallets w on w.currency = t.currency and w.player_id = '{PLAYER}';
insert into play_states (player_id, usage, session_started_at, session_last_bet_at, session_wagered, session_won)
values ('{PLAYER}', '{json.dumps(USED)}', '{BEGAN}', '{BEGAN}', 46, 20), ('{OTHER}', '[]', null, null, 0, 0);
"""


async def test_sessions_and_usage_lose_nothing(empty_postgres_url: str) -> None:
    await migrate(empty_postgres_url, "0017")
    connection = await asyncpg.connect(empty_postgres_url)
    try:
        await connection.execute(BEFORE)
        await migrate(empty_postgres_url, "0018")
        wallets = await connection.fetch(
            "select currency, staked, won from wallets where player_id = $1 order by 1", PLAYER
        )
        assert [tuple(row) for row in wallets] == [("EUR", 140, 60), ("GBP", 5, 0), ("USD", 0, 0)]
        kept = await connection.fetchrow("select * from play_states where player_id = $1", PLAYER)
        assert kept is not None
        assert json.loads(kept["session_before"]) == {"EUR": [100, 40], "GBP": [0, 0], "USD": [0, 0]}
        assert json.loads(kept["usage"]) == [
            ["DEPOSIT", "DAY", {"EUR": [[*DAY, 900, 0]]}],
            [
                "PLAY",
                "DAY",
                {"EUR": [[*YESTERDAY, 11, 3], [*DAY, 70 - 140, 20 - 60]], "GBP": [[*DAY, 0, 0]], "USD": []},
            ],
            ["PLAY", "WEEK", {}],
        ]
        assert await connection.fetchval("select usage from play_states where player_id = $1", OTHER) == "[]"

        await migrate(empty_postgres_url, "0017")
        row = await connection.fetchrow(
            "select usage, session_wagered, session_won from play_states where player_id = $1", PLAYER
        )
        assert row is not None
        assert json.loads(row["usage"]) == USED
        assert (row["session_wagered"], row["session_won"]) == (45, 20)
    finally:
        await connection.close()
