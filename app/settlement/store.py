"""Write a decided batch: a handful of set-wise statements, whatever its size."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from asyncpg import Connection, Record

from app.settlement.batch import Changes
from app.settlement.facet_store import FacetStore
from app.settlement.literals import columns, digests, ids, numbers, texts
from app.settlement.replies import ReplyCodec
from domain.wallet import Facet, Settled

# One statement and one round trip for everything that a lane itself writes. Of the outbox it leaves a row only when
# something moved or was said: a tombstone alone is no news.
WRITE = """
with changed as (
    update wallets w set cash = c.cash, in_play = c.in_play, withdrawal_hold = c.hold, vault = c.vault,
        sequence = c.sequence
    from unnest($1::text::bigint[], $2::text::bigint[], $3::text::bigint[], $4::text::bigint[], $5::text::bigint[],
        $6::text::bigint[]) c (id, cash, in_play, hold, vault, sequence)
    where w.id = c.id
), told as (
    insert into ledger_transactions (wallet_id, sequence, kind, amount, cash_after, in_play_after,
        withdrawal_hold_after, vault_after, caller, key, round_id, payment_id, reason, occurred_at)
    select *, $35::timestamptz from unnest($7::text::bigint[], $8::text::bigint[], $9::text::smallint[],
        $10::text::bigint[], $11::text::bigint[], $12::text::bigint[], $13::text::bigint[], $14::text::bigint[],
        $15::text::text[], $16::text::text[], $17::text::uuid[], $18::text::uuid[], $19::text::text[])
), posted as (
    insert into postings (wallet_id, sequence, line, account, party, amount)
    select * from unnest($20::text::bigint[], $21::text::bigint[], $22::text::smallint[], $23::text::smallint[],
        $24::text::text[], $25::text::bigint[])
), kept as (
    insert into settlements (caller, key, player_id, state, meaning, reply, amount, round_id, settled_at)
    select *, $35::timestamptz from unnest($26::text::text[], $27::text::text[], $28::text::uuid[],
        $29::text::smallint[], $30::text::bytea[], $31::text::text[], $32::text::bigint[], $33::text::uuid[])
)
insert into outbox (created_at, wallet_ids, sequences, events)
select $35::timestamptz, $1::text::bigint[], $6::text::bigint[], $34::text::jsonb
where $1::text <> '{}' or $34::text <> '[]'
returning id
"""
WALLET = (numbers, numbers, numbers, numbers, numbers, numbers)
TRANSACTION = (numbers,) * 8 + (texts, texts, ids, ids, texts)
POSTING = (numbers, numbers, numbers, numbers, texts, numbers)
REPLY = (texts, texts, ids, numbers, digests, texts, numbers, ids)

UNDO = """
update settlements s set state = u.state
from unnest($1::text::text[], $2::text::text[], $3::text::smallint[]) u (caller, key, state)
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
    if changes.undone:
        undone = ((*key, state) for key, state in changes.undone.items())
        await connection.execute(UNDO, *columns(undone, texts, texts, numbers))
    for kind, facets in changes.facets.items():
        await stores[kind].save(connection, list(facets.values()))
    wallets = (
        (w.wallet_id, w.cash, w.in_play, w.withdrawal_hold, w.vault, w.sequence) for w in changes.wallets.values()
    )
    outbox_id: int | None = await connection.fetchval(
        WRITE,
        *columns(wallets, *WALLET),
        *columns(changes.transactions, *TRANSACTION),
        *columns(changes.postings, *POSTING),
        *columns((_reply_row(settled, codec) for settled in changes.settled.values()), *REPLY),
        orjson.dumps([{"name": event.name, **event.facts} for event in changes.events]).decode(),
        now,
    )
    return outbox_id


def _reply_row(settled: Settled, codec: ReplyCodec) -> tuple[object, ...]:
    return (
        settled.caller,
        settled.key,
        settled.player_id,
        settled.state,
        settled.meaning,
        "null" if settled.reply is None else codec.encode(settled.reply),
        settled.amount_minor,
        settled.round_id,
    )
