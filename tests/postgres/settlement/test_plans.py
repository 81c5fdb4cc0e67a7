"""A lane's statements stay look-ups by key, although they were planned while every table was empty."""

import asyncio
from uuid import UUID, uuid4

import asyncpg

from app.settlement.lanes import SettlementLanes
from domain.shared import PlayerId
from tests.lanes import running_lanes, seat
from tests.money_commands import approve, bet, close, confirm, hold, reject, roll_back, win
from tests.postgres.ledger.conftest import order_deposit

ROWS = 20_000
GROW = f"""
insert into player_gates (player_id) select md5(n::text)::uuid from generate_series(1, {ROWS}) n;
insert into wallets (player_id, currency)
    select md5(n::text)::uuid, 'USD' from generate_series(1, {ROWS}) n;
insert into settlements select 'hub88', 'old-' || n, md5(n::text)::uuid, 1, '', '["BetPlaced",1,1]', 0, null, now()
    from generate_series(1, {ROWS}) n;
insert into rounds (id, player_id, provider, reference, wallet_id, game_code, state, in_play, staked, won, opened_at)
    select gen_random_uuid(), w.player_id, 'hub88', 'old', w.id, 'slot', 2, 0, 0, 0, now()
    from wallets w where currency = 'USD';
insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)
    select gen_random_uuid(), sha256(player_id::text::bytea), player_id, 'hub88', 'slot', 'USD', now(), now()
    from wallets where currency = 'USD';
insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state, started_at)
    select gen_random_uuid(), player_id, 'old', 'card', 'bank', 1, 'USD', 1, now()
    from wallets where currency = 'USD';
"""
READ = """
select relname, seq_scan, coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0) as rows_read
from pg_stat_user_tables where schemaname = 'public'
"""


async def test_no_table_is_read_through_after_it_grew(fresh_postgres_url: str) -> None:
    async with running_lanes(fresh_postgres_url) as lanes:
        first, deposit = await warm_up(fresh_postgres_url, lanes)
        # Connections of their own: the checks of foreign keys, too, keep plans that were made for empty tables.
        async with asyncpg.create_pool(fresh_postgres_url, min_size=1, max_size=1) as pool:
            players = [await seat(pool, lanes, 100) for _ in range(20)]
        async with asyncpg.create_pool(fresh_postgres_url, min_size=1, max_size=1) as pool:
            await pool.execute(GROW)
        before = await read(fresh_postgres_url)
        for number in range(5):
            await asyncio.gather(*(lanes.settle(bet(player, 1, f"{player}-{number}")) for player in players))
            await asyncio.gather(*(lanes.settle(win(player, 1, f"{player}-w{number}")) for player in players))
            for player in players:
                await lanes.settle(roll_back(player, f"{player}-{number}", f"{player}-r{number}"))
            withdrawal = uuid4()
            await lanes.settle(hold(first, withdrawal, 1, f"withdrawal-{number}"))
            await lanes.settle(approve(first, withdrawal, f"approve-{number}"))
            await lanes.settle(reject(first, withdrawal, f"reject-{number}"))
            await lanes.settle(confirm(first, deposit, 5, "payment"))
        closed = [await lanes.settle(close(player, f"{player}-close")) for player in players]
        assert {reply.playable_minor for reply in closed} == {105}
    after = await read(fresh_postgres_url)
    scanned = {table for table in after if after[table][0] > before[table][0]}
    assert not scanned, "read through from end to end"
    rows = {table: after[table][1] - before[table][1] for table in after}
    assert rows["player_gates"] > 100, "the statistics have arrived"
    assert max(rows.values()) < 20 * 400, rows


async def warm_up(url: str, lanes: SettlementLanes) -> tuple[PlayerId, UUID]:
    """Every statement of one lane, often enough for any plan to be kept, while the planner knows of empty tables."""
    deposit = uuid4()
    async with asyncpg.create_pool(url, min_size=1, max_size=1) as pool:
        await pool.execute("vacuum analyze")
        player = await seat(pool, lanes, 100)
        await order_deposit(pool, player, deposit, 5)
    for number in range(7):
        await lanes.settle(bet(player, 1, f"warm-{number}"))
        await lanes.settle(confirm(player, deposit, 5, "payment"))
        await lanes.settle(hold(player, uuid4(), 1, f"warm-up-{number}"))
    return player, deposit


async def read(url: str) -> dict[str, tuple[int, int]]:
    """On a connection of its own, after every other's statistics were written."""
    connection = await asyncpg.connect(url)
    try:
        await asyncio.sleep(1.5)  # a lane writes its statistics at most once a second, when a transaction ends
        return {row["relname"]: (row["seq_scan"], row["rows_read"]) for row in await connection.fetch(READ)}
    finally:
        await connection.close()
