"""Unlock a session that lay idle: the person is still the one who signed in (GLI-19 2.5.4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.ports import Sessions, UnlockedSessions
from domain.identity.prover import Evidence, Prover
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.jurisdiction import SessionRules
from domain.shared import Clock, Commit, Message, NotSignedIn


@dataclass(frozen=True, slots=True)
class SessionUnlocked:
    """It is a step-up as well: the evidence is the same."""

    holds_until: datetime


@dataclass(frozen=True, slots=True)
class UnlockSession(Message[SessionUnlocked]):
    viewer: Viewer
    evidence: Evidence
    visit: Visit


@dataclass(frozen=True, slots=True)
class UnlockSessionHandler:
    """Raises what Prover raises, and NotSignedIn. A session that is not locked is simply proved anew."""

    rules: SessionRules
    sessions: Sessions
    announced: UnlockedSessions
    prover: Prover
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: UnlockSession) -> SessionUnlocked:
        viewer = message.viewer
        await self.prover.prove(viewer.player_id, message.evidence, message.visit)
        session, now = await self.sessions.lock(viewer.session_id), self.clock.now()
        if session is None or not session.alive(now):
            raise NotSignedIn
        await self.sessions.save(session.proved(now).unlocked(now))
        await self.journal.note(AccessEvent.SESSION_UNLOCKED, message.visit, viewer.player_id, viewer.session_id)
        await self.commit()
        self.announced.unlocked(viewer.session_id)
        return SessionUnlocked(now + timedelta(seconds=self.rules.proof_seconds))
