"""Step up: fresh proof of who is there, for what a stolen session must not do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.ports import Sessions
from domain.identity.prover import Evidence, Prover
from domain.identity.session import Session, Visit
from domain.identity.viewer import Viewer
from domain.jurisdiction import SessionRules
from domain.shared import Clock, Commit, Message, NotAllowed, NotSignedIn


@dataclass(frozen=True, slots=True)
class SteppedUp:
    holds_until: datetime


@dataclass(frozen=True, slots=True)
class StepUp(Message[SteppedUp]):
    viewer: Viewer
    evidence: Evidence
    visit: Visit


@dataclass(frozen=True, slots=True)
class StepUpHandler:
    """Raises what Prover raises, NotSignedIn, and NotAllowed (SESSION_LOCKED): ``unlockSession`` comes first."""

    rules: SessionRules
    sessions: Sessions
    prover: Prover
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: StepUp) -> SteppedUp:
        viewer = message.viewer
        self._require_open((await self.sessions.get((viewer.session_id,))).get(viewer.session_id))
        await self.prover.prove(viewer.player_id, message.evidence, message.visit)
        session = self._require_open(await self.sessions.lock(viewer.session_id))
        now = self.clock.now()
        await self.sessions.save(session.proved(now))
        await self.journal.note(AccessEvent.STEPPED_UP, message.visit, viewer.player_id, viewer.session_id)
        await self.commit()
        return SteppedUp(now + timedelta(seconds=self.rules.proof_seconds))

    def _require_open(self, session: Session | None) -> Session:
        if session is None or not session.alive(self.clock.now()):
            raise NotSignedIn
        if session.locked_at is not None:
            raise NotAllowed(("SESSION_LOCKED",))
        return session
