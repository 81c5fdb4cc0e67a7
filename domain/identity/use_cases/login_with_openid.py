"""Log in with the word of an OpenID provider."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.key_desk import SignedIn
from domain.identity.linked_method import SignInMethod
from domain.identity.offered import require_offered
from domain.identity.openid_desk import OpenIdAnswer, OpenIdDesk
from domain.identity.outside_desk import OutsideDesk
from domain.identity.ports import Throttle
from domain.identity.refusals import ProofRejected
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class LoginWithOpenId(Message[SignedIn]):
    """``accepted_terms``: the terms version that the person agrees to now, after TermsChanged."""

    answer: OpenIdAnswer
    visit: Visit
    accepted_terms: str | None = None


@dataclass(frozen=True, slots=True)
class LoginWithOpenIdHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED), TooManyAttempts, ChallengeExpired, ProofRejected, TryAgainLater,
    RegistrationRequired, and what Reception raises."""

    rules: SignInRules
    throttle: Throttle
    desk: OpenIdDesk
    outside: OutsideDesk
    journal: Journal
    commit: Commit

    async def __call__(self, message: LoginWithOpenId) -> SignedIn:
        require_offered(SignInMethod.OPENID_CONNECT, self.rules)
        ip = message.visit.ip
        await self.throttle.take("sign-ins per address", ip, self.rules.per_address)
        try:
            proof = await self.desk.proof_in(message.answer)
        except ProofRejected:
            await self.journal.note(AccessEvent.SIGN_IN_FAILED, message.visit)
            await self.commit()
            raise
        await self.throttle.give_back("sign-ins per address", ip, self.rules.per_address)
        return await self.outside.admit(proof, message.visit, message.accepted_terms)
