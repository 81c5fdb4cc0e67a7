"""Require fresh proof: what a use case of another context asks before it does something that needs it."""

from dataclasses import dataclass

from domain.identity.ports import Sessions
from domain.identity.refusals import StepUpRequired
from domain.identity.second_factors import ProofMethod
from domain.identity.viewer import Viewer
from domain.jurisdiction import SessionRules
from domain.shared import Clock, Message, NotSignedIn


@dataclass(frozen=True, slots=True)
class RequireFreshProof(Message[None]):
    """Passes when this very session stepped up within the profile's ``proof_seconds``."""

    viewer: Viewer


class RequireFreshProofHandler:
    """Raises StepUpRequired with the methods that this player has; NotSignedIn when the session is over."""

    def __init__(self, sessions: Sessions, rules: SessionRules, clock: Clock) -> None:
        self._sessions = sessions
        self._rules = rules
        self._clock = clock

    async def __call__(self, message: RequireFreshProof) -> None:
        now = self._clock.now()
        session = (await self._sessions.get((message.viewer.session_id,))).get(message.viewer.session_id)
        if session is None or not session.alive(now):
            raise NotSignedIn
        if not session.proof_holds(now, self._rules):
            raise StepUpRequired((ProofMethod.PASSWORD,))
