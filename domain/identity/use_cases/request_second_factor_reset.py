"""Request that the second factor be taken off: for whoever has lost it, and the recovery codes too."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.challenge import ChallengeId, ChallengeKind, Challenges
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.recovery import RecoveryRequest, RecoveryRequestId, RecoveryRequests
from domain.identity.refusals import ChallengeExpired
from domain.identity.second_factors import SecondFactors
from domain.identity.session import Visit
from domain.identity.written import readable_statement
from domain.shared import Clock, Commit, Ids, NotAllowed
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class SecondFactorResetRequested:
    """The same when a request waits already; that one stands as it is."""

    requested_at: datetime


@dataclass(frozen=True, slots=True)
class RequestSecondFactorReset(Request[SecondFactorResetRequested]):
    """``challenge`` as SecondFactorRequired told it: the first factor was right."""

    challenge: ChallengeId
    statement: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestSecondFactorResetHandler:
    """Raises InvalidInput, ChallengeExpired, NotAllowed (TWO_FACTOR_NOT_ENABLED). The challenge is spent."""

    players: Players
    factors: SecondFactors
    challenges: Challenges
    requests: RecoveryRequests
    messenger: Messenger
    journal: Journal
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: RequestSecondFactorReset) -> SecondFactorResetRequested:
        statement, now = readable_statement(message.statement, "statement"), self.clock.now()
        challenge = await self.challenges.find(message.challenge, ChallengeKind.SECOND_FACTOR, now)
        if challenge is None or challenge.player_id is None:
            raise ChallengeExpired
        if await self.factors.totp_of(challenge.player_id) is None:
            raise NotAllowed(("TWO_FACTOR_NOT_ENABLED",))
        if not await self.challenges.spend(challenge.id, now):
            raise ChallengeExpired
        player = (await self.players.get((challenge.player_id,)))[challenge.player_id]
        request = RecoveryRequest(RecoveryRequestId(self.ids.new()), player.id, statement, now)
        if await self.requests.add(request):
            await self.journal.note(AccessEvent.RECOVERY_ASKED, message.visit, player.id, detail=str(request.id))
            await self.messenger.send(
                Message(
                    Channel.EMAIL, player.email.shown, Template.RECOVERY_ASKED, player.language, player_id=player.id
                )
            )
        await self.commit()
        return SecondFactorResetRequested(now)
