"""Game sessions and their sign-ins, for the settlement lane; all it writes is that a player is active."""

from collections.abc import Hashable, Sequence
from typing import Any

from app.settlement.literals import digests, ids, moments
from app.settlement.statement import Rows, Statement
from domain.games import GameSessionFacet, SignIn

READ = Statement(
    """
select g.id, g.token_digest, g.player_id, g.provider, g.game_code, g.currency, g.expires_at, g.ended_at,
    coalesce(c.category, ''), s.id, s.expires_at, s.ended_at, s.locked_at, s.last_active_at,
    s.located_at
from game_sessions g left join sessions s on s.id = g.session_id
left join games c on c.provider = g.provider and c.code = g.game_code
where g.token_digest = any($1::text::bytea[])
""",
    (digests,),
)
# Another process may have seen the player since: activity only ever moves on.
ACTIVE = Statement(
    """
update sessions s set last_active_at = greatest(s.last_active_at, a.at)
from unnest($1::text::uuid[], $2::text::timestamptz[]) a (id, at) where s.id = a.id
""",
    (ids, moments),
)


class GameSessionStore:
    kind = GameSessionFacet
    read = READ

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        return [(key,) for key in keys]

    def facet(self, row: Sequence[Any]) -> GameSessionFacet:
        session_id, digest, player_id, provider, game_code, currency, expires_at, ended_at, category, *sign_in = row
        launched_by = None if sign_in[0] is None else SignIn(*sign_in)
        return GameSessionFacet(
            session_id, digest, player_id, provider, game_code, currency, expires_at, ended_at, launched_by, category
        )

    def writes(self, changed: Sequence[GameSessionFacet]) -> Sequence[tuple[Statement, Rows]]:
        # Two games of one sign-in are two facets and one row: the later activity is the one that counts.
        active = {session.sign_in.session_id: session.sign_in.active_at for session in changed if session.sign_in}
        return [(ACTIVE, list(active.items()))]
