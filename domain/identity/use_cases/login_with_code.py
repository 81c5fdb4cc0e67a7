"""Log in with a code that was sent to the e-mail address or phone number on file."""

from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.journal import Journal
from domain.identity.key_desk import SignedIn
from domain.identity.linked_method import SignInMethod
from domain.identity.ports import Throttle
from domain.identity.reception import Arrival, Reception
from domain.identity.refusals import ChallengeExpired, WrongCode
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Clock, Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class LoginWithCode(Request[SignedIn]):
    """``accepted_terms``: the terms version that the person agrees to now, after TermsChanged."""

    challenge: ChallengeId
    code: str = field(repr=False)
    visit: Visit
    accepted_terms: str | None = None


@dataclass(frozen=True, slots=True)
class LoginWithCodeHandler:
    """Raises TooManyAttempts, ChallengeExpired, WrongCode, and what Reception raises.

    A code is spent whatever Reception says: after TermsChanged another one is needed.
    """

    rules: SignInRules
    throttle: Throttle
    codes: CodeDesk
    reception: Reception
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: LoginWithCode) -> SignedIn:
        ip = message.visit.ip
        await self.throttle.take("sign-ins per address", ip, self.rules.per_address)
        begun = await self.codes.challenges.find(message.challenge, ChallengeKind.LOGIN_CODE, self.clock.now())
        try:
            challenge = await self.codes.answer(message.challenge, ChallengeKind.LOGIN_CODE, message.code)
        except WrongCode:
            await self.journal.note(AccessEvent.SIGN_IN_FAILED, message.visit, begun.player_id if begun else None)
            await self.commit()
            raise
        if challenge.player_id is None:  # a decoy, which no code fits
            raise ChallengeExpired
        await self.throttle.give_back("sign-ins per address", ip, self.rules.per_address)
        arrival = Arrival(
            challenge.player_id,
            SignInMethod(challenge.facts["method"]),
            message.visit,
            reached=True,
            accepted_terms=message.accepted_terms,
        )
        return await self.reception.admit(arrival)
