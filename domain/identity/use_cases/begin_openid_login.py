"""Begin to sign in at another company, or to link an account there."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.linked_method import SignInMethod
from domain.identity.offered import require_offered
from domain.identity.openid import OpenIdProviders, OpenIdRequest
from domain.identity.ports import Throttle
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Commit, InvalidInput, Message, NotAllowed, Random

STATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class OpenIdLoginBegun:
    """``url`` is where the browser goes; ``challenge`` stays with whoever began."""

    url: str = field(repr=False)
    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BeginOpenIdLogin(Message[OpenIdLoginBegun]):
    """``return_url`` as the provider knows it: a page of ours that answers with ``state`` and code."""

    provider: str
    return_url: str
    visit: Visit


@dataclass(frozen=True, slots=True)
class BeginOpenIdLoginHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED), InvalidInput, TooManyAttempts, TryAgainLater."""

    rules: SignInRules
    throttle: Throttle
    providers: OpenIdProviders
    codes: CodeDesk
    random: Random
    commit: Commit

    async def __call__(self, message: BeginOpenIdLogin) -> OpenIdLoginBegun:
        require_offered(SignInMethod.OPENID_CONNECT, self.rules)
        if not self.providers.names:
            raise NotAllowed(("METHOD_NOT_OFFERED",))
        if message.provider not in self.providers.names:
            raise InvalidInput.of("provider", "UNKNOWN_PROVIDER")
        if not self.providers.returns_to(message.return_url):
            raise InvalidInput.of("return_url", "ORIGIN_NOT_ALLOWED")
        await self.throttle.take("OpenID sign-ins begun", message.visit.ip, self.rules.per_address)
        state, nonce, verifier = (self.random.token(STATE_BYTES).hex() for _ in range(3))
        request = OpenIdRequest(message.provider, message.return_url, state, nonce, verifier)
        url = await self.providers.authorization_url(request)
        challenge = await self.codes.begin(ChallengeKind.OPENID_CONNECT, None, request.facts())
        await self.commit()
        return OpenIdLoginBegun(url, challenge.id, challenge.expires_at)
