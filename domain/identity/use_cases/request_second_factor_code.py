"""Request a second factor's code: another message for a sign-in that waits for it."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.messages import Template
from domain.identity.ports import Players
from domain.identity.proof_methods import SENT_CODES
from domain.identity.recipients import recipient_of
from domain.identity.refusals import ChallengeExpired
from domain.identity.second_factors import ProofMethod
from domain.identity.session import Visit
from domain.shared import Clock, Commit, NotAllowed
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class SecondFactorCodeSent:
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RequestSecondFactorCode(Request[SecondFactorCodeSent]):
    challenge: ChallengeId
    method: ProofMethod
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestSecondFactorCodeHandler:
    """The code before is worth nothing then; attempts are not given back.

    Raises ChallengeExpired, NotAllowed (METHOD_NOT_OFFERED), TooManyAttempts.
    """

    players: Players
    codes: CodeDesk
    clock: Clock
    commit: Commit

    async def __call__(self, message: RequestSecondFactorCode) -> SecondFactorCodeSent:
        now = self.clock.now()
        challenge = await self.codes.challenges.find(message.challenge, ChallengeKind.SECOND_FACTOR, now)
        if challenge is None or challenge.player_id is None:
            raise ChallengeExpired
        if message.method not in SENT_CODES or message.method.value not in challenge.facts["methods"].split():
            raise NotAllowed(("METHOD_NOT_OFFERED",))
        player = (await self.players.get((challenge.player_id,)))[challenge.player_id]
        recipient = recipient_of(player, message.method)
        await self.codes.pay_for_a_code(recipient, message.visit, known=True)
        await self.codes.send(challenge, recipient, Template.CONFIRMATION_CODE)
        await self.commit()
        return SecondFactorCodeSent(challenge.expires_at)
