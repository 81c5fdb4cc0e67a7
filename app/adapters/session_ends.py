"""Which sessions have ended lately, known in memory.

An access token is believed without a look-up; what it cannot know is that its session was ended since. One query, at
most twice a second and only while somebody asks, reads the sessions that ended within a token's lifetime; so an ended
session is signed out within a second everywhere, at once in the process that ended it, and a small query costs the
database nothing.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import asyncpg

from domain.shared import Clock, SessionId

STALE_AFTER_SECONDS = 0.5
_OVERLAP = timedelta(seconds=30)
"""A slow transaction shows its row later than the row's own time says: each reading looks back this far again."""

_READ = "select id, ended_at from sessions where ended_at > $1"
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)

log = logging.getLogger(__name__)


class Readable(Protocol):
    """What of asyncpg's pool is used here."""

    async def fetch(self, query: str, since: datetime, /) -> Sequence[Mapping[str, Any]]: ...


class SessionEnds:
    """``token_lifetime``: the longest that an access token of an endable session holds."""

    def __init__(self, pool: Readable, clock: Clock, token_lifetime: timedelta) -> None:
        self._pool = pool
        self._clock = clock
        self._remember = token_lifetime + _OVERLAP
        self._ended: dict[SessionId, float] = {}
        self._read_at = float("-inf")
        self._read_to = clock.now() - self._remember
        self._reading: asyncio.Task[None] | None = None
        self._watchers: dict[SessionId, list[Callable[[], None]]] = defaultdict(list)
        self._following: asyncio.Task[None] | None = None

    async def has_ended(self, session_id: SessionId) -> bool:
        """True, at the latest, a second after the end was committed. Fails while the database is away."""
        if time.monotonic() - self._read_at > STALE_AFTER_SECONDS:
            await self._read_once()
        return session_id in self._ended

    def announce(self, session_id: SessionId) -> None:
        """The session was ended by this process."""
        self._learn(session_id, self._clock.now().timestamp())

    def watch(self, session_id: SessionId, revoked: Callable[[], None], /) -> Callable[[], None]:
        """Call ``revoked`` once when the session ends; the returned function stops watching."""
        self._watchers[session_id].append(revoked)
        if self._following is None or self._following.done():
            self._following = asyncio.create_task(self._follow())

        def stop() -> None:
            watchers = self._watchers.get(session_id, [])
            if revoked in watchers:
                watchers.remove(revoked)
            if not watchers:
                self._watchers.pop(session_id, None)

        return stop

    async def close(self) -> None:
        for task in (self._following, self._reading):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])

    async def _read_once(self) -> None:
        """Whoever comes while a reading is under way waits for that one."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        began, now = time.monotonic(), self._clock.now()
        rows = await self._pool.fetch(_READ, self._read_to - _OVERLAP)
        for row in rows:
            self._learn(SessionId(row["id"]), row["ended_at"].timestamp())
        self._forget((now - self._remember).timestamp())
        self._read_at, self._read_to = began, now

    def _learn(self, session_id: SessionId, ended_at: float) -> None:
        if session_id not in self._ended:
            self._ended[session_id] = ended_at
            for revoked in self._watchers.pop(session_id, []):
                revoked()

    def _forget(self, before: float) -> None:
        """Tokens of sessions that ended earlier have run out."""
        for session_id in [known for known, ended_at in self._ended.items() if ended_at < before]:
            del self._ended[session_id]

    async def _follow(self) -> None:
        """Reads for the open sockets, which do not ask by themselves, until the last of them is gone."""
        while self._watchers:
            await asyncio.sleep(STALE_AFTER_SECONDS)
            try:
                await self._read_once()
            except _AWAY as away:
                log.warning("ended sessions could not be read: %s", type(away).__name__)
