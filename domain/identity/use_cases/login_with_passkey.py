"""Log in with a passkey: the device holds the key and verified its user, which is two factors in one."""

from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind
from domain.identity.journal import Journal
from domain.identity.key_desk import SignedIn
from domain.identity.linked_method import LinkedMethod, SignInMethod
from domain.identity.offered import require_offered
from domain.identity.passkey_desk import PasskeyDesk
from domain.identity.ports import Throttle
from domain.identity.reception import Arrival, Reception
from domain.identity.refusals import ProofRejected
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class LoginWithPasskey(Message[SignedIn]):
    """``accepted_terms``: the terms version that the person agrees to now, after TermsChanged."""

    challenge: ChallengeId
    credential: str = field(repr=False)
    visit: Visit
    accepted_terms: str | None = None


@dataclass(frozen=True, slots=True)
class LoginWithPasskeyHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED), TooManyAttempts, ChallengeExpired, ProofRejected, and what Reception
    raises.

    The challenge is spent by the first answer, whatever that is worth: begin again.
    """

    rules: SignInRules
    throttle: Throttle
    desk: PasskeyDesk
    reception: Reception
    journal: Journal
    commit: Commit

    async def __call__(self, message: LoginWithPasskey) -> SignedIn:
        require_offered(SignInMethod.PASSKEY, self.rules)
        ip = message.visit.ip
        await self.throttle.take("sign-ins per address", ip, self.rules.per_address)
        challenge = await self.desk.single_use.spend(message.challenge, ChallengeKind.PASSKEY_LOGIN)
        passkey = await self._verified(challenge, message)
        await self.throttle.give_back("sign-ins per address", ip, self.rules.per_address)
        return await self.reception.admit(
            Arrival(
                passkey.player_id,
                SignInMethod.PASSKEY,
                message.visit,
                strong=True,
                accepted_terms=message.accepted_terms,
            )
        )

    async def _verified(self, challenge: Challenge, message: LoginWithPasskey) -> LinkedMethod:
        passkey = None
        try:
            passkey = await self.desk.known(message.credential)
            if passkey is None:
                raise ProofRejected("UNKNOWN_KEY")
            await self.desk.verify(challenge, passkey, message.credential)
        except ProofRejected:
            player_id = passkey.player_id if passkey else None
            await self.journal.note(AccessEvent.SIGN_IN_FAILED, message.visit, player_id)
            await self.commit()
            raise
        return passkey
