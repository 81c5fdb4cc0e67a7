"""Link an account at an OpenID provider to the one that is signed in."""

from dataclasses import dataclass

from domain.identity.linked_method import LinkedMethod, LinkedMethodId, SignInMethod
from domain.identity.linking import Linking
from domain.identity.offered import require_offered, require_room
from domain.identity.openid_desk import OpenIdAnswer, OpenIdDesk
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.jurisdiction import SignInRules
from domain.shared import Clock, Commit, Handler, Ids, Message


@dataclass(frozen=True, slots=True)
class LinkOpenId(Message[LinkedMethod]):
    viewer: Viewer
    answer: OpenIdAnswer
    visit: Visit


@dataclass(frozen=True, slots=True)
class LinkOpenIdHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED, TOO_MANY_METHODS), StepUpRequired, NotSignedIn, ChallengeExpired,
    ProofRejected, SignInMethodTaken, TryAgainLater."""

    rules: SignInRules
    proof: Handler[RequireFreshProof, None]
    desk: OpenIdDesk
    linking: Linking
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: LinkOpenId) -> LinkedMethod:
        require_offered(SignInMethod.OPENID_CONNECT, self.rules)
        await self.proof(RequireFreshProof(message.viewer))
        proof = await self.desk.proof_in(message.answer)
        await require_room(self.linking.linked, message.viewer.player_id, self.rules)
        linked = LinkedMethod(
            id=LinkedMethodId(self.ids.new()),
            player_id=message.viewer.player_id,
            method=proof.method,
            subject=proof.subject,
            label=proof.label,
            linked_at=self.clock.now(),
        )
        await self.linking.add(linked, message.viewer, message.visit)
        await self.commit()
        return linked
