"""Write a decided batch: a handful of set-wise statements, whatever its size."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from asyncpg import Connection, Record

from app.settlement.batch import Changes
from app.settlement.facet_store import FacetStore
from app.settlement.replies import ReplyCodec
from domain.wallet import Facet, Settled

WRITE = """
with changed as (
    update wallets w set cash = c.cash, in_play = c.in_play, withdrawal_hold = c.hold, vault = c.vault,
        sequence = c.sequence
    from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
        c (id, cash, in_play, hold, vault, sequence)
    where w.id = c.id
), told as (
    insert into ledger_transactions (wallet_id, sequence, kind, amount, cash_after, in_play_after,
        withdrawal_hold_after, vault_after, caller, key, round_id, payment_id, reason, occurred_at)
    select *, $27::timestamptz from unnest($7::bigint[], $8::bigint[], $9::smallint[], $10::bigint[], $11::bigint[],
        $12::bigint[], $13::bigint[], $14::bigint[], $15::text[], $16::text[], $17::uuid[], $18::uuid[], $19::text[])
), posted as (
    insert into postings (wallet_id, sequence, line, account, party, amount)
    select * from unnest($20::bigint[], $21::bigint[], $22::smallint[], $23::smallint[], $24::text[], $25::bigint[])
)
insert into outbox (created_at, wallet_ids, sequences, events)
select $27::timestamptz, $1::bigint[], $6::bigint[], $26::jsonb
returning id
"""
KEEP_REPLIES = """
insert into settlements (caller, key, player_id, state, meaning, reply, amount, round_id, settled_at)
select *, $9::timestamptz from unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[], $5::bytea[], $6::text[],
    $7::bigint[], $8::uuid[])
"""
UNDO = """
update settlements s set state = u.state
from unnest($1::text[], $2::text[], $3::smallint[]) u (caller, key, state)
where s.caller = u.caller and s.key = u.key
"""


async def store(
    connection: "Connection[Record]",
    changes: Changes,
    stores: Mapping[type[Facet], FacetStore[Any]],
    codec: ReplyCodec,
    now: datetime,
) -> int | None:
    """Inside the batch's transaction. Returns the outbox row's id, or None when nothing moved and nothing was said."""
    await connection.execute(KEEP_REPLIES, *_columns((_reply_row(s, codec) for s in changes.settled.values()), 8), now)
    if changes.undone:
        undone = ((*key, int(state)) for key, state in changes.undone.items())
        await connection.execute(UNDO, *_columns(undone, 3))
    for kind, facets in changes.facets.items():
        await stores[kind].save(connection, list(facets.values()))
    if not changes.transactions and not changes.events:
        return None
    wallets = (
        (w.wallet_id, w.cash, w.in_play, w.withdrawal_hold, w.vault, w.sequence) for w in changes.wallets.values()
    )
    outbox_id: int = await connection.fetchval(
        WRITE,
        *_columns(wallets, 6),
        *_columns(changes.transactions, 13),
        *_columns(changes.postings, 6),
        orjson.dumps([{"name": event.name, **event.facts} for event in changes.events]).decode(),
        now,
    )
    return outbox_id


def _reply_row(settled: Settled, codec: ReplyCodec) -> tuple[object, ...]:
    return (
        settled.caller,
        settled.key,
        settled.player_id,
        int(settled.state),
        settled.meaning,
        "null" if settled.reply is None else codec.encode(settled.reply),
        settled.amount_minor,
        settled.round_id,
    )


def _columns(rows: Iterable[Sequence[object]], width: int) -> Sequence[Sequence[object]]:
    return tuple(zip(*rows, strict=True)) or ((),) * width
