"""What live news of accounts read: many players' gates and sessions in two statements of one snapshot."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

import asyncpg

from app.live.account_news import AccountNews, SessionState
from domain.identity import EndReason, RulesInForce
from domain.jurisdiction import SessionRules
from domain.shared import Clock, PlayerId, SessionId, standing

ENDED_LATELY = timedelta(hours=1)
"""Followers compare readings; a database that is away for longer makes them miss an end."""
MAX_SESSIONS = 200
"""Of one player, the newest."""

_NEWS = """
select g.player_id, g.blocks, g.jurisdiction, g.profile_version, coalesce(k.version, 0) as kyc,
    s.id, s.started_at, s.end_reason, s.locked_at is not null or s.last_active_at < $3 as locked
from player_gates g
left join kyc_states k on k.player_id = g.player_id
left join lateral (
    select * from sessions s where s.player_id = g.player_id and s.id > $2 and s.kind = 'PLAYER'
        and (s.ended_at is null and s.expires_at > $4 or s.ended_at > $5)
    order by s.id desc limit $6
) s on true
where g.player_id = any($1)
"""


class PostgresAccountFollower:
    """Implements AccountFollower."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", clock: Clock, rules: SessionRules) -> None:
        self._pool = pool
        self._clock = clock
        self._rules = rules

    async def news(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, AccountNews]:
        now = self._clock.now()
        longest = timedelta(days=self._rules.refresh_days) + ENDED_LATELY
        rows = await self._pool.fetch(
            _NEWS,
            list(ids),
            # A session's id tells when it began (UUID version 7), so the index ends where older ones begin.
            UUID(int=int((now - longest).timestamp() * 1000) << 80),
            now - timedelta(seconds=self._rules.idle_seconds),
            now,
            now - ENDED_LATELY,
            MAX_SESSIONS,
        )
        blocks: dict[PlayerId, tuple[str, ...]] = {}
        kyc: dict[PlayerId, int] = {}
        rules: dict[PlayerId, RulesInForce] = {}
        sessions: dict[PlayerId, dict[SessionId, SessionState]] = {}
        for row in rows:
            player_id = PlayerId(row["player_id"])
            blocks[player_id] = standing(row["blocks"], now)
            rules[player_id] = RulesInForce(row["jurisdiction"], row["profile_version"])
            kyc[player_id] = row["kyc"]
            known = sessions.setdefault(player_id, {})
            if row["id"] is not None:
                ended = EndReason(row["end_reason"]) if row["end_reason"] else None
                known[SessionId(row["id"])] = SessionState(row["started_at"], ended, row["locked"])
        return {each: AccountNews(blocks[each], rules[each], sessions[each], kyc[each]) for each in blocks}
