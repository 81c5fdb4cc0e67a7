"""Require fresh proof: what a use case asks before it does something that needs it."""

from dataclasses import dataclass

from domain.identity.ports import Sessions
from domain.identity.proof_methods import ProofMethods
from domain.identity.refusals import StepUpRequired
from domain.identity.second_factors import SecondFactors
from domain.identity.viewer import Viewer
from domain.jurisdiction import SessionRules
from domain.shared import Clock, Message, NotSignedIn


@dataclass(frozen=True, slots=True)
class RequireFreshProof(Message[None]):
    """Passes when this very session stepped up within the profile's ``proof_seconds``.

    A proof that is older than the second factor was made without it, and passes no more.
    """

    viewer: Viewer


@dataclass(frozen=True, slots=True)
class RequireFreshProofHandler:
    """Raises StepUpRequired with the methods that this player has; NotSignedIn when the session is over."""

    sessions: Sessions
    factors: SecondFactors
    methods: ProofMethods
    rules: SessionRules
    clock: Clock

    async def __call__(self, message: RequireFreshProof) -> None:
        viewer, now = message.viewer, self.clock.now()
        session = (await self.sessions.get((viewer.session_id,))).get(viewer.session_id)
        if session is None or not session.alive(now):
            raise NotSignedIn
        factor = await self.factors.totp_of(viewer.player_id)
        outdated = factor is not None and session.proved_at is not None and session.proved_at <= factor.enabled_at
        if outdated or not session.proof_holds(now, self.rules):
            raise StepUpRequired(await self.methods.of(viewer.player_id))
