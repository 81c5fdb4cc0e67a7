"""Which sessions have ended lately, known in memory.

An access token is believed without a look-up; what it cannot know is that its session was ended since. One query, at
most twice a second and only while somebody asks, reads the sessions that ended within a token's lifetime; so an ended
session is signed out within a second everywhere, at once in the process that ended it, and a small request that
follows others waits for no database.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.shared import Clock, SessionId

RENEW_AFTER_SECONDS = 0.5
"""What is older is read anew, while callers still go by it …"""
STALE_AFTER_SECONDS = 1.0
"""… and what is older than this they wait for."""
_OVERLAP = timedelta(seconds=30)
"""A slow transaction shows its row later than the row's own time says: each reading looks back this far again."""

_READ = "select id, ended_at from sessions where ended_at > $1"

log = logging.getLogger(__name__)


class Readable(Protocol):
    """What of asyncpg's pool is used here."""

    async def fetch(self, query: str, since: datetime, /) -> Sequence[Mapping[str, Any]]: ...


class SessionEnds:
    """``token_lifetime``: the longest that an access token holds."""

    def __init__(self, pool: Readable, clock: Clock, token_lifetime: timedelta) -> None:
        self._pool = pool
        self._clock = clock
        self._remember = token_lifetime + _OVERLAP
        self._ended: dict[SessionId, float] = {}
        self._read_at = float("-inf")
        self._read_to = clock.now() - self._remember
        self._reading: asyncio.Task[None] | None = None
        self._away = False
        self._watchers: dict[SessionId, list[Callable[[], None]]] = defaultdict(list)
        self._following: asyncio.Task[None] | None = None

    async def has_ended(self, session_id: SessionId) -> bool:
        """True, at the latest, a second after the end was committed. Fails while the database is away."""
        age = time.monotonic() - self._read_at
        if age > RENEW_AFTER_SECONDS:
            reading = self._read_once()
            if age > STALE_AFTER_SECONDS:
                await asyncio.shield(reading)
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

    def _read_once(self) -> "asyncio.Task[None]":
        """The reading under way, which everybody shares, or a new one."""
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
            self._reading.add_done_callback(self._say_when_away)
        return self._reading

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
            await asyncio.sleep(RENEW_AFTER_SECONDS)
            await asyncio.wait([self._read_once()])

    def _say_when_away(self, reading: "asyncio.Task[None]") -> None:
        """Who waits for the reading gets its error; nobody may be waiting. Said once until it goes well again."""
        error = None if reading.cancelled() else reading.exception()
        if error is not None and not self._away:
            log.warning("ended sessions cannot be read: %s", type(error).__name__)
        self._away = error is not None
