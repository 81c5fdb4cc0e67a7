"""Rounds, for the settlement lane."""

from collections.abc import Hashable, Mapping, Sequence

from asyncpg import Connection, Record

from domain.games import RoundFacet, RoundState

LOAD = """
select r.id, r.player_id, r.provider, r.reference, r.wallet_id, r.game_code, r.state, r.in_play, r.staked, r.won,
    r.opened_at, r.closed_at
from unnest($1::uuid[], $2::text[], $3::text[]) k (player_id, provider, reference)
join rounds r using (player_id, provider, reference)
"""
SAVE = """
insert into rounds (id, player_id, provider, reference, wallet_id, game_code, state, in_play, staked, won,
    opened_at, closed_at)
select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::smallint[],
    $8::bigint[], $9::bigint[], $10::bigint[], $11::timestamptz[], $12::timestamptz[])
on conflict (player_id, provider, reference) do update set state = excluded.state, in_play = excluded.in_play,
    staked = excluded.staked, won = excluded.won, closed_at = excluded.closed_at
"""
_STATES = {int(state): state for state in RoundState}


class RoundStore:
    kind = RoundFacet

    async def load(self, connection: "Connection[Record]", keys: Sequence[Hashable]) -> Mapping[Hashable, RoundFacet]:
        players, providers, references = zip(*keys, strict=True)
        rows = await connection.fetch(LOAD, players, providers, references)
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
            )
            for row in rows
        }

    async def save(self, connection: "Connection[Record]", changed: Sequence[RoundFacet]) -> None:
        rows = (
            (
                r.round_id,
                r.player_id,
                r.provider,
                r.reference,
                r.wallet_id,
                r.game_code,
                r.state,
                r.in_play,
                r.staked,
                r.won,
                r.opened_at,
                r.closed_at,
            )
            for r in changed
        )
        await connection.execute(SAVE, *zip(*rows, strict=True))
