"""Disable two-factor sign-in; the proof for it is the second factor itself."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.second_factors import SecondFactors
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Handler, NotAllowed
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class TwoFactorDisabled:
    disabled_at: datetime


@dataclass(frozen=True, slots=True)
class DisableTwoFactor(Request[TwoFactorDisabled]):
    viewer: Viewer
    visit: Visit


@dataclass(frozen=True, slots=True)
class DisableTwoFactorHandler:
    """Raises NotAllowed (TWO_FACTOR_NOT_ENABLED), StepUpRequired, NotSignedIn."""

    players: Players
    factors: SecondFactors
    proof: Handler[RequireFreshProof, None]
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: DisableTwoFactor) -> TwoFactorDisabled:
        viewer = message.viewer
        if await self.factors.totp_of(viewer.player_id) is None:
            raise NotAllowed(("TWO_FACTOR_NOT_ENABLED",))
        await self.proof(RequireFreshProof(viewer))
        await self.factors.disable_totp(viewer.player_id)
        await self.journal.note(AccessEvent.TWO_FACTOR_DISABLED, message.visit, viewer.player_id, viewer.session_id)
        player = (await self.players.get((viewer.player_id,)))[viewer.player_id]
        await self.messenger.send(
            Message(
                Channel.EMAIL, player.email.shown, Template.TWO_FACTOR_DISABLED, player.language, player_id=player.id
            )
        )
        await self.commit()
        return TwoFactorDisabled(self.clock.now())
