"""Lock the batch's players, then read what its commands may look at."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from asyncpg import Connection, Record

from app.settlement.batch import Loaded
from app.settlement.facet_store import FacetStore
from app.settlement.literals import columns, ids, texts
from app.settlement.replies import ReplyCodec
from domain.wallet import Command, Facet, PlayerGate, Procedure, Settled, SettlementState, WalletState

# The lock comes first and alone: under READ COMMITTED, rows joined in the locking statement may be stale, and only a
# later statement sees what the transaction that held the lock before had committed. Id order makes it deadlock-free.
LOCK_PLAYERS = """
select player_id, blocks, jurisdiction, profile_version from player_gates
where player_id = any($1::text::uuid[]) order by player_id for no key update
"""
READ_WALLETS = """
select id, player_id, currency, cash, in_play, withdrawal_hold, vault, sequence
from wallets where player_id = any($1::text::uuid[])
"""
# "lateral … limit 1" leaves the planner one way only: for each key, one look-up in the index. A join planned while the
# table was empty would read all of it for each key, and be cached.
READ_SETTLED = """
select s.caller, s.key, s.player_id, s.state, s.meaning, s.reply, s.amount, s.round_id
from unnest($1::text::text[], $2::text::text[]) k (caller, key)
cross join lateral (select * from settlements s where s.caller = k.caller and s.key = k.key limit 1) s
"""

_STATES = {int(state): state for state in SettlementState}


async def load(
    connection: "Connection[Record]",
    commands: Iterable[Command[Any]],
    procedures: Mapping[type[Any], Procedure[Any]],
    stores: Mapping[type[Facet], FacetStore[Any]],
    codec: ReplyCodec,
) -> Loaded:
    """Runs inside the batch's transaction; the locks last until it ends."""
    players = set()
    settled: set[tuple[str, str]] = set()
    facets: defaultdict[type[Facet], set[Hashable]] = defaultdict(set)
    for command in commands:
        players.add(command.player_id)
        settled.add((command.caller, command.key))
        for reference in command.references():
            settled.add((command.caller, reference))
        for kind, key in command.facet_keys():
            facets[kind].add(key)
        for kind in procedures[type(command)].player_facets:
            facets[kind].add(command.player_id)
    player_ids = ids(tuple(players))
    gates = await connection.fetch(LOCK_PLAYERS, player_ids)
    wallets = await connection.fetch(READ_WALLETS, player_ids)
    known = await connection.fetch(READ_SETTLED, *columns(settled, texts, texts))
    found: dict[tuple[type[Facet], Hashable], Facet] = {}
    for kind, wanted in facets.items():
        for key, facet in (await stores[kind].load(connection, list(wanted))).items():
            found[(kind, key)] = facet
    return Loaded(
        {row[0]: PlayerGate(row[0], tuple(row[1]), row[2], row[3]) for row in gates},
        {(row[1], row[2]): WalletState(row[0], row[2], row[3], row[4], row[5], row[6], row[7]) for row in wallets},
        _settled(known, codec),
        found,
    )


def _settled(rows: Sequence[Record], codec: ReplyCodec) -> dict[tuple[str, str], Settled]:
    known = {}
    for caller, key, player_id, state, meaning, reply, amount, round_id in rows:
        state = _STATES[state]
        stored = None if state is SettlementState.TOMBSTONE else codec.decode(reply)
        known[(caller, key)] = Settled(caller, key, player_id, state, meaning, stored, amount, round_id)
    return known
