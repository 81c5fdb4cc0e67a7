"""Where sessions are: a player whose session comes from a refused place neither bets nor deposits (GLI-19 2.7).

A process remembers where it saw each session, so a place is judged when a session is new to it, when its address
changes, and when half the time has passed that its player's rules give. What bets read is written under the player's
lock: the session's mark and the gates where a place makes a difference, and now and then when it was judged. A session
that nobody has judged for as long as the rules give takes no more bets (``domain.games.place_bet``): a game that is
left open while its player's own client is silent does not go on from anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

import asyncpg
from asyncpg import Connection, Record

from domain.identity import AccessEvent, Viewer
from domain.identity.location import LOCATION_BLOCKS, Locations
from domain.jurisdiction import JurisdictionProfile, Profiles
from domain.shared import Clock, Ids, PlayerId, SessionId

_REMEMBERED = 50_000

_READ = """
select g.jurisdiction, g.profile_version, g.blocks && $2::text[] as closed, s.location_refused, s.located_at
from sessions s join player_gates g on g.player_id = s.player_id where s.id = $1 and s.ended_at is null
"""
_HOLD = "select from player_gates where player_id = $1 for no key update"
_MARK = "update sessions set location_refused = $2 where id = $1 and location_refused <> $2 returning id"
_LOCATED = "update sessions set located_at = $2 where id = $1 and (located_at is null or located_at < $2)"
# One open session in a refused place closes the gates of its player, wherever else they are signed in.
_GATES = """
update player_gates g set blocks = array(
    select block from unnest(g.blocks) block where block <> all ($2::text[])
    union select block from unnest($2::text[]) block where refused.anywhere
    order by 1)
from (select exists(
    select from sessions where player_id = $1 and location_refused and ended_at is null and expires_at > $3
) as anywhere) refused
where g.player_id = $1 and (g.blocks @> $2::text[]) is distinct from refused.anywhere
returning g.player_id
"""
_LOG = "insert into access_log (id, at, event, player_id, session_id, detail) values ($1, $2, $3, $4, $5, $6)"


@dataclass(frozen=True, slots=True)
class _Seen:
    ip: str
    again_at: float
    """Unix seconds."""


class SessionLocations:
    """Told of every operation of a signed-in client, the ones that clocks send too."""

    def __init__(
        self,
        pool: "asyncpg.Pool[Record]",
        clock: Clock,
        ids: Ids,
        locations: Locations,
        profiles: Profiles,
        told: Callable[[PlayerId], None],
    ) -> None:
        self._pool = pool
        self._clock = clock
        self._ids = ids
        self._locations = locations
        self._profiles = profiles
        self._told = told
        self._seen: dict[SessionId, _Seen] = {}

    async def seen(self, viewer: Viewer, ip: str) -> None:
        """``ip`` is where the operation comes from. Fails while the database is away and has to be asked."""
        known, now = self._seen.get(viewer.session_id), self._clock.now().timestamp()
        if known is not None and known.ip == ip and now < known.again_at:
            return
        row = await self._pool.fetchrow(_READ, viewer.session_id, list(LOCATION_BLOCKS))
        if row is None:
            return  # signed out
        profile = self._profiles.of(row["jurisdiction"], row["profile_version"])
        refused = self._locations.refused(profile, ip)
        if (refused is not None) != row["location_refused"] or row["closed"] != row["location_refused"]:
            await self._judge(viewer, refused)
        elif row["located_at"] is None or now >= row["located_at"].timestamp() + _again(profile):
            async with self._pool.acquire() as connection, connection.transaction():
                await connection.execute(_HOLD, viewer.player_id)
                await connection.execute(_LOCATED, viewer.session_id, self._clock.now())
        self._remember(viewer.session_id, _Seen(ip, now + _again(profile)))

    async def _judge(self, viewer: Viewer, refused: str | None) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_HOLD, viewer.player_id)
            await connection.execute(_LOCATED, viewer.session_id, self._clock.now())
            marked = await connection.fetchval(_MARK, viewer.session_id, refused is not None)
            if marked is not None:
                await self._note(connection, viewer, refused)
            changed = await connection.fetchval(_GATES, viewer.player_id, list(LOCATION_BLOCKS), self._clock.now())
        if changed is not None:
            self._told(viewer.player_id)

    async def _note(self, connection: "Connection[Record]", viewer: Viewer, refused: str | None) -> None:
        event = AccessEvent.LOCATION_ACCEPTED if refused is None else AccessEvent.LOCATION_REFUSED
        now = self._clock.now()
        await connection.execute(
            _LOG, self._ids.new(), now, event.value, viewer.player_id, viewer.session_id, refused or ""
        )

    def _remember(self, session_id: SessionId, seen: _Seen) -> None:
        self._seen.pop(session_id, None)
        if len(self._seen) >= _REMEMBERED:
            del self._seen[next(iter(self._seen))]  # the one judged longest ago
        self._seen[session_id] = seen


def _again(profile: JurisdictionProfile) -> float:
    """Seconds; half of what the rules give, so that a client that asks now and then never comes too late."""
    return profile.location.recheck_minutes * 30.0
