"""Request a step-up code: a message to a player who has no password and no second factor."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.messages import Template
from domain.identity.ports import Players
from domain.identity.proof_methods import SENT_CODES, ProofMethods
from domain.identity.recipients import recipient_of
from domain.identity.second_factors import ProofMethod
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, NotAllowed
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class StepUpCodeSent:
    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RequestStepUpCode(Request[StepUpCodeSent]):
    viewer: Viewer
    method: ProofMethod
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestStepUpCodeHandler:
    """Only the newest challenge is worth anything. Raises NotAllowed (METHOD_NOT_OFFERED), TooManyAttempts."""

    players: Players
    methods: ProofMethods
    codes: CodeDesk
    clock: Clock
    commit: Commit

    async def __call__(self, message: RequestStepUpCode) -> StepUpCodeSent:
        player_id = message.viewer.player_id
        if message.method not in SENT_CODES or message.method not in await self.methods.of(player_id):
            raise NotAllowed(("METHOD_NOT_OFFERED",))
        recipient = recipient_of((await self.players.get((player_id,)))[player_id], message.method)
        await self.codes.pay_for_a_code(recipient, message.visit, known=True)
        await self.codes.challenges.spend_all(player_id, ChallengeKind.STEP_UP, self.clock.now())
        challenge = await self.codes.begin(ChallengeKind.STEP_UP, player_id, {})
        await self.codes.send(challenge, recipient, Template.CONFIRMATION_CODE)
        await self.commit()
        return StepUpCodeSent(challenge.id, challenge.expires_at)
