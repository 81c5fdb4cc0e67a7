"""Game sessions and their sign-ins, for the settlement lane; all it writes is that a player is active."""

from collections.abc import Hashable, Mapping, Sequence

from asyncpg import Connection, Record

from app.settlement.literals import columns, digests, ids, moments
from domain.games import GameSessionFacet, SignIn

LOAD = """
select g.id, g.token_digest, g.player_id, g.provider, g.game_code, g.currency, g.expires_at, g.ended_at,
    coalesce(c.category, ''), s.id, s.expires_at, s.ended_at, s.locked_at, s.last_active_at
from game_sessions g left join sessions s on s.id = g.session_id
left join games c on c.provider = g.provider and c.code = g.game_code
where g.token_digest = any($1::text::bytea[])
"""
# Another process may have seen the player since: activity only ever moves on.
ACTIVE = """
update sessions s set last_active_at = greatest(s.last_active_at, a.at)
from unnest($1::text::uuid[], $2::text::timestamptz[]) a (id, at) where s.id = a.id
"""


class GameSessionStore:
    kind = GameSessionFacet

    async def load(
        self, connection: "Connection[Record]", keys: Sequence[Hashable]
    ) -> Mapping[Hashable, GameSessionFacet]:
        wanted = [key for key in keys if isinstance(key, bytes)]
        return {row[1]: _facet(row) for row in await connection.fetch(LOAD, digests(wanted))}

    async def save(self, connection: "Connection[Record]", changed: Sequence[GameSessionFacet]) -> None:
        active = [(session.sign_in.session_id, session.sign_in.active_at) for session in changed if session.sign_in]
        await connection.execute(ACTIVE, *columns(active, ids, moments))


def _facet(row: Record) -> GameSessionFacet:
    session_id, digest, player_id, provider, game_code, currency, expires_at, ended_at, category, *sign_in = row
    launched_by = None if sign_in[0] is None else SignIn(*sign_in)
    return GameSessionFacet(
        session_id, digest, player_id, provider, game_code, currency, expires_at, ended_at, launched_by, category
    )
