"""Rounds, for the settlement lane."""

from collections.abc import Hashable, Mapping, Sequence
from operator import attrgetter

from asyncpg import Connection, Record

from app.settlement.literals import columns, ids, moments, numbers, texts
from domain.games import RoundFacet, RoundState

LOAD = """
select r.id, r.player_id, r.provider, r.reference, r.wallet_id, r.game_code, r.state, r.in_play, r.staked, r.won,
    r.opened_at, r.closed_at
from unnest($1::text::uuid[], $2::text::text[], $3::text::text[]) k (player_id, provider, reference)
cross join lateral (
    select * from rounds r
    where r.player_id = k.player_id and r.provider = k.provider and r.reference = k.reference limit 1
) r
"""
OPEN = """
insert into rounds (id, player_id, provider, reference, wallet_id, game_code, state, in_play, staked, won,
    opened_at, closed_at)
select * from unnest($1::text::uuid[], $2::text::uuid[], $3::text::text[], $4::text::text[], $5::text::bigint[],
    $6::text::text[], $7::text::smallint[], $8::text::bigint[], $9::text::bigint[], $10::text::bigint[],
    $11::text::timestamptz[], $12::text::timestamptz[])
"""
MOVE = """
update rounds r set state = m.state, in_play = m.in_play, staked = m.staked, won = m.won, closed_at = m.closed_at
from unnest($1::text::uuid[], $2::text::uuid[], $3::text::smallint[], $4::text::bigint[], $5::text::bigint[],
    $6::text::bigint[], $7::text::timestamptz[]) m (id, player_id, state, in_play, staked, won, closed_at)
where r.player_id = m.player_id and r.id = m.id
"""
ROW = (ids, ids, texts, texts, numbers, texts, numbers, numbers, numbers, numbers, moments, moments)
MOVED = (ids, ids, numbers, numbers, numbers, numbers, moments)
_STATES = {int(state): state for state in RoundState}


class RoundStore:
    kind = RoundFacet

    async def load(self, connection: "Connection[Record]", keys: Sequence[Hashable]) -> Mapping[Hashable, RoundFacet]:
        rows = await connection.fetch(LOAD, *columns(keys, ids, texts, texts))  # type: ignore[arg-type]
        return {
            (row[1], row[2], row[3]): RoundFacet(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                _STATES[row[6]],
                row[7],
                row[8],
                row[9],
                row[10],
                row[11],
                True,
            )
            for row in rows
        }

    async def save(self, connection: "Connection[Record]", changed: Sequence[RoundFacet]) -> None:
        opened = [_row(round_) for round_ in changed if not round_.known]
        moved = [_movement(round_) for round_ in changed if round_.known]
        if opened:
            await connection.execute(OPEN, *columns(opened, *ROW))
        if moved:
            await connection.execute(MOVE, *columns(moved, *MOVED))


_row = attrgetter(
    "round_id",
    "player_id",
    "provider",
    "reference",
    "wallet_id",
    "game_code",
    "state",
    "in_play",
    "staked",
    "won",
    "opened_at",
    "closed_at",
)
_movement = attrgetter("round_id", "player_id", "state", "in_play", "staked", "won", "closed_at")
