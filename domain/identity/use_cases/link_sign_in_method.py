"""Link a Telegram account or a wallet to the account that is signed in."""

from dataclasses import dataclass

from domain.identity.accounts import Accounts
from domain.identity.linked_method import LinkedMethod, LinkedMethodId
from domain.identity.linking import Linking
from domain.identity.offered import require_room
from domain.identity.outside_proof import OutsideEvidence
from domain.identity.proof_desk import ProofDesk
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Handler, Ids, Message


@dataclass(frozen=True, slots=True)
class LinkSignInMethod(Message[LinkedMethod]):
    viewer: Viewer
    evidence: OutsideEvidence
    visit: Visit


@dataclass(frozen=True, slots=True)
class LinkSignInMethodHandler:
    """Raises NotSignedIn, StepUpRequired, NotAllowed (METHOD_NOT_OFFERED, TOO_MANY_METHODS), TooManyAttempts,
    ChallengeExpired, ProofRejected, SignInMethodTaken."""

    proof: Handler[RequireFreshProof, None]
    desk: ProofDesk
    accounts: Accounts
    linking: Linking
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: LinkSignInMethod) -> LinkedMethod:
        await self.proof(RequireFreshProof(message.viewer))
        player_id = message.viewer.player_id
        judged = await self.desk.judge(message.evidence, message.visit)
        await self.accounts.hold(player_id)
        await require_room(self.linking.linked, player_id, self.desk.rules)
        proof = await self.desk.take(judged)
        linked = LinkedMethod(
            id=LinkedMethodId(self.ids.new()),
            player_id=player_id,
            method=proof.method,
            subject=proof.subject,
            label=proof.label,
            linked_at=self.clock.now(),
        )
        await self.linking.add(linked, message.viewer, message.visit)
        await self.commit()
        return linked
