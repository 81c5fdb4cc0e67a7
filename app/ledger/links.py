"""Reading what is to be chained, and linking it."""

from collections.abc import Sequence

import asyncpg

from app.ledger.canonical import CANONICAL, GENESIS, LINES, next_hash

MAX_ROWS = 2_000
ANY_AGE_SECONDS = -1e9

# Plans of look-ups by key, whatever the tables' size was when they were made.
PLANNER = "set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off"
LINKS = """
select w.id, coalesce(c.sequence, 0) as sequence, c.hash, w.sequence > coalesce(c.sequence, 0) as behind
from (select id, sequence from wallets where id > $1 order by id limit $2) w
left join lateral (
    select sequence, hash from ledger_chain where wallet_id = w.id order by sequence desc limit 1
) c on true
order by w.id
"""
ROWS = f"""
select t.wallet_id, t.sequence, {CANONICAL} as canonical
from unnest($1::bigint[], $2::bigint[]) k (wallet_id, sequence)
cross join lateral (
    select * from ledger_transactions t
    where t.wallet_id = k.wallet_id and t.sequence > k.sequence
        and t.occurred_at < now() - make_interval(secs => $3)
    order by t.sequence limit $4
) t
cross join lateral (
    select {LINES} as lines from postings p where p.wallet_id = t.wallet_id and p.sequence = t.sequence
) posted
limit $4
"""  # noqa: S608 (constants)

Link = tuple[int, int, bytes]
"""Wallet, sequence, hash."""


def links_of(behind: Sequence[asyncpg.Record], rows: Sequence[asyncpg.Record]) -> list[Link]:
    """A link for each row that follows its wallet's chain without a hole; behind a hole nothing can be chained."""
    newest: dict[int, tuple[int, bytes]] = {w["id"]: (w["sequence"], w["hash"] or GENESIS) for w in behind}
    links = []
    for wallet_id, sequence, canonical in rows:
        last, previous = newest[wallet_id]
        if sequence == last + 1:
            linked = next_hash(previous, canonical)
            newest[wallet_id] = (sequence, linked)
            links.append((wallet_id, sequence, linked))
    return links


async def hash_at(connection: "asyncpg.Connection[asyncpg.Record]", wallet_id: int, sequence: int) -> bytes | None:
    """What the chain's hash at ``sequence`` would be, continued from its newest link; None where rows are missing."""
    newest = await connection.fetchrow(
        "select sequence, hash from ledger_chain where wallet_id = $1 order by sequence desc limit 1", wallet_id
    )
    last, linked = newest or (0, GENESIS)
    while last < sequence:
        rows = await connection.fetch(ROWS, [wallet_id], [last], ANY_AGE_SECONDS, min(MAX_ROWS, sequence - last))
        for _, follows, canonical in sorted(rows, key=lambda row: row["sequence"]):
            if follows != last + 1:
                return None
            last, linked = follows, next_hash(linked, canonical)
        if not rows:
            return None
    return linked
