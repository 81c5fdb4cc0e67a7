"""New terms close gates: whoever has not agreed to them neither deposits nor bets, also in sessions that are open.

GLI-19 A.3.3: players agree anew when terms change. What is theirs can always be withdrawn.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

import asyncpg

from domain.identity.reception import TERMS_BLOCKS
from domain.jurisdiction import JurisdictionProfile
from domain.shared import PlayerId

BATCH = 500

_BEHIND = """
select p.id from players p join player_gates g on g.player_id = p.id
where p.jurisdiction = $1 and (p.terms_version, p.privacy_version) is distinct from ($2, $3)
    and p.status = 'ACTIVE' and not g.blocks @> $4::text[] and p.id > $5
order by p.id limit $6
"""
# The lock first and alone, as the settlement lane takes it: only a later statement sees who has agreed meanwhile.
_LOCK = "select from player_gates where player_id = any($1::uuid[]) order by player_id for no key update"
_CLOSE = """
update player_gates g set blocks = array(select distinct unnest(g.blocks || $4::text[]) order by 1)
from players p
where g.player_id = any($5::uuid[]) and p.id = g.player_id and p.jurisdiction = $1
    and (p.terms_version, p.privacy_version) is distinct from ($2, $3) and p.status = 'ACTIVE'
returning g.player_id
"""


async def close_gates_behind(
    pool: "asyncpg.Pool[asyncpg.Record]",
    profiles: Iterable[JurisdictionProfile],
    told: Callable[[PlayerId], None],
    batch: int = BATCH,
) -> int:
    """Closes deposit and bet for every player behind their profile's terms; how many. Run it as often as you like.

    ``told`` hears of each of them once it is committed.
    """
    closed = 0
    for profile in profiles:
        last = UUID(int=0)
        rules = profile.code, profile.terms_version, profile.privacy_version, list(TERMS_BLOCKS)
        while ids := [row[0] for row in await pool.fetch(_BEHIND, *rules, last, batch)]:
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute(_LOCK, ids)
                done = await connection.fetch(_CLOSE, *rules, ids)
            for row in done:
                told(PlayerId(row[0]))
            closed += len(done)
            last = ids[-1]
    return closed
