"""Who is there: which sessions lie idle, and are locked for it (GLI-19 2.5.4).

A session's last activity is kept in its row to within a minute. While it is younger than the limit nobody can have
locked the session, so a warm process answers from memory and writes at most once a minute, behind the request, all
sessions in one statement. Only whoever comes back after the limit, or was locked, waits for the database: the lock
itself is taken under the player's lock, as bets read it.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg
from asyncpg import Connection, Record

from domain.identity import AccessEvent, Viewer
from domain.jurisdiction import SessionRules
from domain.shared import Clock, Ids, SessionId

WRITE_EVERY_SECONDS = 60.0
ASK_AGAIN_SECONDS = 0.5
"""A lock is believed for so long: another process may have been told to open it."""
_REMEMBERED = 50_000

# Never waits: a row that a lane or a refresh holds is written the next time, so that nobody waits in a circle.
_WRITE = """
update sessions s set last_active_at = greatest(s.last_active_at, $2)
from (select id from sessions where id = any($1) and locked_at is null and ended_at is null
    for no key update skip locked) held
where s.id = held.id
returning s.id
"""
_HOLD = "select from player_gates where player_id = $1 for no key update"
_READ = "select kind, last_active_at, locked_at, ended_at from sessions where id = $1 for no key update"
_ACTIVE = "update sessions set last_active_at = $2 where id = $1"
_LOCK = "update sessions set locked_at = $2 where id = $1"
_LOG = "insert into access_log (id, at, event, player_id, session_id) values ($1, $2, $3, $4, $5)"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Known:
    written_at: float
    """Unix seconds: the row's last activity is at least as late."""
    locked_at: float | None = None
    """When the row was last seen to be locked."""
    active_at: datetime | None = None
    """The last sign that this process had, whether or not it was written."""


class SessionActivity:
    """Told of every operation that a signed-in client begins; refreshes, pings and pushed events are none."""

    def __init__(self, pool: "asyncpg.Pool[Record]", clock: Clock, ids: Ids, rules: SessionRules) -> None:
        self._pool = pool
        self._clock = clock
        self._ids = ids
        self._idle_seconds = float(rules.idle_seconds)
        self._known: dict[SessionId, _Known] = {}
        self._asking: dict[SessionId, asyncio.Task[bool]] = {}
        self._waiting: dict[SessionId, datetime] = {}
        self._writing: asyncio.Task[None] | None = None

    async def locked(self, viewer: Viewer) -> bool:
        """Whether the viewer's session is locked; if not, its player has just shown a sign.

        Fails while the database is away and has to be asked.
        """
        session_id = viewer.session_id
        now = self._clock.now()
        known, moment = self._known.get(session_id), now.timestamp()
        if known is None or moment - known.written_at > self._idle_seconds:
            return await self._ask(viewer, now)
        if known.locked_at is not None:
            return moment - known.locked_at < ASK_AGAIN_SECONDS or await self._ask(viewer, now)
        known.active_at = now
        if moment - known.written_at >= WRITE_EVERY_SECONDS:
            self._write_soon(session_id, now)
        return False

    def unlocked(self, session_id: SessionId) -> None:
        """Its player proved to be there, in this process; others ask again within half a second."""
        self._known.pop(session_id, None)

    async def close(self) -> None:
        """What waits is written first."""
        for task in (self._writing, *self._asking.values()):
            if task is not None and not task.done():
                await asyncio.wait([task], timeout=1)
                task.cancel()

    async def _ask(self, viewer: Viewer, now: datetime) -> bool:
        """Shared by everybody who comes with this session now."""
        asking = self._asking.get(viewer.session_id)
        if asking is None:
            asking = self._asking[viewer.session_id] = asyncio.create_task(self._judge(viewer, now))
            asking.add_done_callback(lambda _: self._asking.pop(viewer.session_id, None))
        return await asyncio.shield(asking)

    async def _judge(self, viewer: Viewer, now: datetime) -> bool:
        async with self._pool.acquire() as connection, connection.transaction():
            known = await self._judge_under_lock(connection, viewer, now)
        self._remember(viewer.session_id, known)
        return known.locked_at is not None

    async def _judge_under_lock(self, connection: "Connection[Record]", viewer: Viewer, now: datetime) -> _Known:
        session_id, player_id = viewer.session_id, viewer.player_id
        await connection.execute(_HOLD, player_id)
        row = await connection.fetchrow(_READ, session_id)
        if row is None or row["ended_at"] is not None:
            return _Known(now.timestamp())  # signed out, which is more than locked
        if row["locked_at"] is not None:
            return _Known(now.timestamp(), now.timestamp())
        seen = self._known.get(session_id)
        active_at = max(row["last_active_at"], seen.active_at if seen and seen.active_at else row["last_active_at"])
        idle = (now - active_at).total_seconds() > self._idle_seconds
        if idle and row["kind"] == "PLAYER":
            await connection.execute(_LOCK, session_id, now)
            event = AccessEvent.SESSION_LOCKED.value
            await connection.execute(_LOG, self._ids.new(), now, event, player_id, session_id)
            return _Known(now.timestamp(), now.timestamp())
        if now - row["last_active_at"] < timedelta(seconds=WRITE_EVERY_SECONDS):
            return _Known(row["last_active_at"].timestamp())
        await connection.execute(_ACTIVE, session_id, now)
        return _Known(now.timestamp())

    def _write_soon(self, session_id: SessionId, now: datetime) -> None:
        self._waiting[session_id] = now
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        """Everything that waits, until nothing does. What failed is written with the session's next sign."""
        while self._waiting:
            waiting, self._waiting = self._waiting, {}
            now = max(waiting.values())
            try:
                rows = await self._pool.fetch(_WRITE, list(waiting), now)
            except Exception as error:
                log.warning("activity of %d sessions cannot be written: %s", len(waiting), type(error).__name__)
                return
            for row in rows:
                self._remember(SessionId(row["id"]), _Known(now.timestamp()))

    def _remember(self, session_id: SessionId, known: _Known) -> None:
        self._known.pop(session_id, None)
        if len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]  # the one written longest ago
        self._known[session_id] = known
