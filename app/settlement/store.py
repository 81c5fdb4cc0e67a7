"""Write a decided batch: one statement, whatever its size."""

from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

import orjson
from asyncpg import Connection, Record

from app.settlement.batch import Changes
from app.settlement.facet_store import FacetStore
from app.settlement.literals import digests, ids, moments, numbers, texts
from app.settlement.replies import ReplyCodec
from app.settlement.statement import Rows, Statement, combined_writes
from domain.wallet import Facet, Settled

WALLETS = Statement(
    """
update wallets w set cash = c.cash, in_play = c.in_play, withdrawal_hold = c.hold, vault = c.vault,
    sequence = c.sequence, staked = c.staked, won = c.won, last_bet_at = c.last_bet_at
from unnest($1::text::bigint[], $2::text::bigint[], $3::text::bigint[], $4::text::bigint[], $5::text::bigint[],
    $6::text::bigint[], $7::text::bigint[], $8::text::bigint[], $9::text::timestamptz[])
    c (id, cash, in_play, hold, vault, sequence, staked, won, last_bet_at)
where w.id = c.id
""",
    (*(numbers,) * 8, moments),
)
TRANSACTIONS = Statement(
    """
insert into ledger_transactions (wallet_id, sequence, kind, amount, cash_after, in_play_after,
    withdrawal_hold_after, vault_after, caller, key, round_id, payment_id, reason, occurred_at)
select *, $now::timestamptz from unnest($1::text::bigint[], $2::text::bigint[], $3::text::smallint[],
    $4::text::bigint[], $5::text::bigint[], $6::text::bigint[], $7::text::bigint[], $8::text::bigint[],
    $9::text::text[], $10::text::text[], $11::text::uuid[], $12::text::uuid[], $13::text::text[])
""",
    (*(numbers,) * 8, texts, texts, ids, ids, texts),
)
POSTINGS = Statement(
    """
insert into postings (wallet_id, sequence, line, account, party, amount)
select * from unnest($1::text::bigint[], $2::text::bigint[], $3::text::smallint[], $4::text::smallint[],
    $5::text::text[], $6::text::bigint[])
""",
    (numbers, numbers, numbers, numbers, texts, numbers),
)
REPLIES = Statement(
    """
insert into settlements (caller, key, player_id, state, meaning, reply, amount, round_id, settled_at)
select *, $now::timestamptz from unnest($1::text::text[], $2::text::text[], $3::text::uuid[],
    $4::text::smallint[], $5::text::bytea[], $6::text::text[], $7::text::bigint[], $8::text::uuid[])
""",
    (texts, texts, ids, numbers, digests, texts, numbers, ids),
)
UNDONE = Statement(
    """
update settlements s set state = u.state
from unnest($1::text::text[], $2::text::text[], $3::text::smallint[]) u (caller, key, state)
where s.caller = u.caller and s.key = u.key
""",
    (texts, texts, numbers),
)
GATES = Statement(
    """
update player_gates g set blocks = c.blocks::text[]
from unnest($1::text::uuid[], $2::text::text[]) c (player_id, blocks)
where g.player_id = c.player_id
""",
    (ids, texts),
)
# A row only when something moved or was said: a tombstone alone is no news.
OUTBOX = Statement(
    """
insert into outbox (created_at, wallet_ids, sequences, events)
select $now::timestamptz, $1::text::bigint[], $2::text::bigint[], $3::text::jsonb
where $1::text <> '{}' or $3::text <> '[]'
returning id
""",
    (),
)


async def store(
    connection: "Connection[Record]",
    changes: Changes,
    stores: Mapping[type[Facet], FacetStore[Any]],
    codec: ReplyCodec,
    now: datetime,
) -> int | None:
    """Inside the batch's transaction. Returns the outbox row's id, or None when nothing moved and nothing was said."""
    wallets = [_wallet_row(wallet) for wallet in changes.wallets.values()]
    parts: list[tuple[Statement, Rows]] = [
        (WALLETS, wallets),
        (TRANSACTIONS, changes.transactions),
        (POSTINGS, changes.postings),
        (REPLIES, [_reply_row(settled, codec) for settled in changes.settled.values()]),
        (UNDONE, [(*key, state) for key, state in changes.undone.items()]),
        (GATES, [(gate.player_id, texts(gate.blocks)) for gate in changes.gates.values()]),
    ]
    for kind, facets in changes.facets.items():
        parts.extend(stores[kind].writes(list(facets.values())))
    parts = [(statement, rows) for statement, rows in parts if rows]
    outbox_id: int | None = await connection.fetchval(
        combined_writes(tuple(statement for statement, _ in parts), OUTBOX),
        now,
        *(literal for statement, rows in parts for literal in statement.parameters(rows)),
        numbers([wallet[0] for wallet in wallets]),
        numbers([wallet[5] for wallet in wallets]),
        orjson.dumps([{"name": event.name, **event.facts} for event in changes.events]).decode(),
    )
    return outbox_id


_wallet_row = attrgetter(
    "wallet_id", "cash", "in_play", "withdrawal_hold", "vault", "sequence", "staked", "won", "last_bet_at"
)


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
