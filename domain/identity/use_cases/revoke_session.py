"""Revoke a session: its player ends it from another device."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.ports import EndedSessions, Sessions
from domain.identity.refusals import UnknownSession
from domain.identity.session import EndReason, SessionKind, Visit
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Message, SessionId


@dataclass(frozen=True, slots=True)
class RevokedSession:
    session_id: SessionId
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class RevokeSession(Message[RevokedSession]):
    viewer: Viewer
    session_id: SessionId
    visit: Visit


@dataclass(frozen=True, slots=True)
class RevokeSessionHandler:
    """Raises UnknownSession: it is not this player's, or not open. A QA session answers alike and lives on."""

    sessions: Sessions
    ended: EndedSessions
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: RevokeSession) -> RevokedSession:
        session_id = message.session_id
        found = (await self.sessions.get((session_id,))).get(session_id)
        if found is None or found.player_id != message.viewer.player_id:
            raise UnknownSession
        session, now = await self.sessions.lock(session_id), self.clock.now()
        if session is None or not session.alive(now):
            raise UnknownSession
        if session.kind is SessionKind.PLAYER:
            await self.sessions.save(session.ended(EndReason.REVOKED, now))
            await self.journal.note(AccessEvent.SESSION_REVOKED, message.visit, session.player_id, session_id)
            await self.commit()
            self.ended.announce(session_id)
        return RevokedSession(session_id, now)
