"""Begin to log in with a passkey: any device that has one for this platform may answer."""

from dataclasses import dataclass

from domain.identity.challenge import ChallengeKind
from domain.identity.linked_method import SignInMethod
from domain.identity.offered import require_offered
from domain.identity.passkey_desk import PasskeyDesk, asked
from domain.identity.passkeys import PasskeyChallenge
from domain.identity.ports import Throttle
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class BeginPasskeyLogin(Message[PasskeyChallenge]):
    """Names nobody, so it can tell nothing about anybody."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class BeginPasskeyLoginHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED), TooManyAttempts."""

    rules: SignInRules
    throttle: Throttle
    desk: PasskeyDesk
    commit: Commit

    async def __call__(self, message: BeginPasskeyLogin) -> PasskeyChallenge:
        require_offered(SignInMethod.PASSKEY, self.rules)
        await self.throttle.take("passkey sign-ins begun", message.visit.ip, self.rules.per_address)
        challenge = await self.desk.challenge(ChallengeKind.PASSKEY_LOGIN, None)
        await self.commit()
        return asked(challenge, self.desk.authority.assertion_options(challenge.id.bytes))
