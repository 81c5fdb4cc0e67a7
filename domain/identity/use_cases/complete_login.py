"""Complete a sign-in: the second of two steps."""

from dataclasses import dataclass

from domain.identity.challenge import ChallengeId
from domain.identity.key_desk import SignedIn
from domain.identity.prover import Evidence, Prover
from domain.identity.reception import Reception
from domain.identity.session import Visit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class CompleteLogin(Request[SignedIn]):
    """``challenge`` as SecondFactorRequired or AccountLocked told it, which also sent the code of EMAIL_CODE."""

    challenge: ChallengeId
    evidence: Evidence
    visit: Visit


@dataclass(frozen=True, slots=True)
class CompleteLoginHandler:
    """Raises ChallengeExpired, NotAllowed (METHOD_NOT_OFFERED, or the login gate's reasons), InvalidInput,
    TooManyAttempts, WrongCode.
    """

    prover: Prover
    reception: Reception

    async def __call__(self, message: CompleteLogin) -> SignedIn:
        challenge = await self.prover.prove_second_factor(message.challenge, message.evidence, message.visit)
        return await self.reception.admit_proved(challenge, message.visit)
