"""Settle recoveries: approved requests whose waiting time is over take effect, or the owner has stopped them."""

from dataclasses import dataclass, replace

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts, SignOut
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.recovery import RecoveryRequest, RecoveryRequests, RecoveryState
from domain.identity.second_factors import SecondFactors
from domain.identity.session import EndReason, Visit
from domain.shared import Clock, Commit, SessionId
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class SettleRecoveries(Request[int]):
    """How many were settled, one way or the other."""


@dataclass(frozen=True, slots=True)
class SettleRecoveriesHandler:
    """Each in a transaction of its own."""

    requests: RecoveryRequests
    accounts: Accounts
    factors: SecondFactors
    sign_out: SignOut
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: SettleRecoveries) -> int:
        del message
        settled = 0
        while request := await self.requests.next_due(self.clock.now()):
            ended: tuple[SessionId, ...] = ()
            if await self.requests.factor_shown(request.player_id, request.asked_at):
                await self.requests.save(replace(request, state=RecoveryState.WITHDRAWN))
                await self.journal.note(
                    AccessEvent.RECOVERY_WITHDRAWN, Visit(), request.player_id, detail=str(request.id)
                )
            else:
                ended = await self._take_off(request)
            await self.commit()
            self.sign_out.announce(ended)
            settled += 1
        return settled

    async def _take_off(self, request: RecoveryRequest) -> tuple[SessionId, ...]:
        player = await self.accounts.hold(request.player_id)
        await self.factors.disable_totp(player.id)
        await self.requests.save(replace(request, state=RecoveryState.DONE))
        ended = await self.sign_out.end(player.id, EndReason.CREDENTIALS_CHANGED, self.clock.now())
        await self.journal.note(AccessEvent.TWO_FACTOR_DISABLED, Visit(), player.id, detail=str(request.id))
        await self.messenger.send(
            Message(
                Channel.EMAIL, player.email.shown, Template.TWO_FACTOR_DISABLED, player.language, player_id=player.id
            )
        )
        return ended
