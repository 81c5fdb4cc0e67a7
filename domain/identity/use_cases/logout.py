"""Logout: a session ends by its player's wish."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import Access, AccessEvent
from domain.identity.ports import AccessLog, EndedSessions, Sessions
from domain.identity.session import EndReason, SessionKind, Visit
from domain.identity.tokens import RefreshTokens
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Ids, Message, NotSignedIn, SessionId


@dataclass(frozen=True, slots=True)
class LoggedOut:
    session_id: SessionId
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Logout(Message[LoggedOut]):
    """The viewer's session; without a viewer, the one that the refresh token belongs to."""

    viewer: Viewer | None
    refresh_token: str | None = field(repr=False)
    visit: Visit


class LogoutHandler:
    """Raises NotSignedIn when there is no session to end. A QA session answers alike and lives on."""

    def __init__(
        self,
        sessions: Sessions,
        ended: EndedSessions,
        access_log: AccessLog,
        refresh: RefreshTokens,
        clock: Clock,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._sessions = sessions
        self._ended = ended
        self._access_log = access_log
        self._refresh = refresh
        self._clock = clock
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: Logout) -> LoggedOut:
        session_id = self._session_of(message)
        session = await self._sessions.lock(session_id) if session_id else None
        now = self._clock.now()
        if session is None or not session.alive(now):
            raise NotSignedIn
        if session.kind is SessionKind.QA:
            return LoggedOut(session.id, now)
        await self._sessions.save(session.ended(EndReason.SIGNED_OUT, now))
        await self._access_log.add(
            Access(self._ids.new(), now, AccessEvent.SIGNED_OUT, message.visit, session.player_id, session.id)
        )
        await self._commit()
        self._ended.announce(session.id)
        return LoggedOut(session.id, now)

    def _session_of(self, message: Logout) -> SessionId | None:
        if message.viewer is not None:
            return message.viewer.session_id
        presented = self._refresh.read(message.refresh_token) if message.refresh_token else None
        return presented.session_id if presented else None
