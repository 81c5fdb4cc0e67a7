"""Lock the batch's players, then read what its commands may look at."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any
from uuid import UUID

from asyncpg import Connection, Record

from app.settlement.batch import Loaded
from app.settlement.facet_store import FacetStore
from app.settlement.literals import ids, texts
from app.settlement.replies import ReplyCodec
from app.settlement.statement import Rows, Statement, combined_reads
from domain.wallet import Command, Facet, PlayerGate, Procedure, Settled, SettlementState, WalletState

# The lock comes first and alone: under READ COMMITTED, rows joined in the locking statement may be stale, and only a
# later statement sees what the transaction that held the lock before had committed. Id order makes it deadlock-free.
LOCK_PLAYERS = """
select player_id, blocks, jurisdiction, profile_version from player_gates
where player_id = any($1::text::uuid[]) order by player_id for no key update
"""
READ_WALLETS = Statement(
    """
select id, player_id, currency, cash, in_play, withdrawal_hold, vault, sequence, staked, won, last_bet_at
from wallets where player_id = any($1::text::uuid[])
""",
    (ids,),
)
# "lateral … limit 1" leaves the planner one way only: for each key, one look-up in the index. A join planned while the
# table was empty would read all of it for each key, and be cached.
READ_SETTLED = Statement(
    """
select s.caller, s.key, s.player_id, s.state, s.meaning, s.reply, s.amount, s.round_id
from unnest($1::text::text[], $2::text::text[]) k (caller, key)
cross join lateral (select * from settlements s where s.caller = k.caller and s.key = k.key limit 1) s
""",
    (texts, texts),
)

_STATES = {int(state): state for state in SettlementState}


async def load(
    connection: "Connection[Record]",
    commands: Iterable[Command[Any]],
    procedures: Mapping[type[Any], Procedure[Any]],
    stores: Mapping[type[Facet], FacetStore[Any]],
    codec: ReplyCodec,
) -> Loaded:
    """Runs inside the batch's transaction; the locks last until it ends."""
    players: set[UUID] = set()
    settled: set[tuple[str, str]] = set()
    wanted: defaultdict[type[Facet], set[Hashable]] = defaultdict(set)
    for command in commands:
        players.add(command.player_id)
        settled.add((command.caller, command.key))
        for reference in command.references():
            settled.add((command.caller, reference))
        for kind, key in command.facet_keys():
            wanted[kind].add(key)
        for kind in procedures[type(command)].player_facets:
            wanted[kind].add(command.player_id)
    gates = await connection.fetch(LOCK_PLAYERS, ids(tuple(players)))
    loaded = Loaded({row[0]: PlayerGate(row[0], tuple(row[1]), row[2], row[3]) for row in gates}, {}, {}, {})
    reads: list[tuple[Statement, Rows, Callable[[Any], None]]] = [
        (READ_WALLETS, [(player,) for player in players], _wallets(loaded)),
        (READ_SETTLED, tuple(settled), _settled(loaded, codec)),
        *(
            (store.read, store.wanted(tuple(wanted[kind])), _facets(loaded, store))
            for kind, store in stores.items()
            if kind in wanted
        ),
    ]
    parameters = [literal for statement, rows, _ in reads for literal in statement.parameters(rows)]
    for number, row in await connection.fetch(combined_reads(tuple(read[0] for read in reads)), *parameters):
        reads[number][2](row)
    return loaded


def _wallets(loaded: Loaded) -> Callable[[Any], None]:
    def keep(row: Any) -> None:
        wallet_id, player_id, *state = row
        wallet = WalletState(wallet_id, *state)
        loaded.wallets.setdefault(player_id, {})[wallet.currency] = wallet

    return keep


def _settled(loaded: Loaded, codec: ReplyCodec) -> Callable[[Any], None]:
    def keep(row: Any) -> None:
        caller, key, player_id, number, meaning, reply, amount, round_id = row
        state = _STATES[number]
        stored = None if state is SettlementState.TOMBSTONE else codec.decode(reply)
        loaded.settled[(caller, key)] = Settled(caller, key, player_id, state, meaning, stored, amount, round_id)

    return keep


def _facets(loaded: Loaded, store: FacetStore[Any]) -> Callable[[Any], None]:
    def keep(row: Any) -> None:
        facet = store.facet(row)
        loaded.facets[(store.kind, facet.key())] = facet

    return keep
