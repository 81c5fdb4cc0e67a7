"""Confirm an authenticator app by its first code: from now on it is the second factor."""

from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind, Challenges
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.recovery_codes import RecoveryCodes, replace_recovery_codes
from domain.identity.refusals import ChallengeExpired, TwoFactorAlreadyEnabled, WrongCode
from domain.identity.second_factors import SecondFactors, TotpFactor
from domain.identity.session import Visit
from domain.identity.totp import Totp
from domain.identity.viewer import Viewer
from domain.jurisdiction import CodeRules
from domain.shared import Clock, Commit, PlayerId
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class TwoFactorEnabled:
    """``recovery_codes`` are shown now and never again."""

    recovery_codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmTwoFactorSetup(Request[TwoFactorEnabled]):
    viewer: Viewer
    challenge: ChallengeId
    code: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class ConfirmTwoFactorSetupHandler:
    """Raises ChallengeExpired, WrongCode, TwoFactorAlreadyEnabled."""

    rules: CodeRules
    players: Players
    factors: SecondFactors
    challenges: Challenges
    totp: Totp
    recovery_codes: RecoveryCodes
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: ConfirmTwoFactorSetup) -> TwoFactorEnabled:
        player_id, now = message.viewer.player_id, self.clock.now()
        challenge = await self._attempt(message)
        step = self.totp.step_of(challenge.facts["secret"], message.code, now)
        if step is None:
            raise WrongCode(challenge.attempts_left)
        if not await self.challenges.spend(challenge.id, now):
            raise ChallengeExpired
        if await self.factors.totp_of(player_id) is not None:
            raise TwoFactorAlreadyEnabled
        await self.factors.enable_totp(TotpFactor(player_id, challenge.facts["secret"], now, step))
        await self.challenges.spend_all(player_id, ChallengeKind.TWO_FACTOR_SETUP, now)
        texts = await replace_recovery_codes(self.factors, self.recovery_codes, player_id, self.rules.recovery_codes)
        await self._tell(player_id, message)
        await self.commit()
        return TwoFactorEnabled(texts)

    async def _attempt(self, message: ConfirmTwoFactorSetup) -> Challenge:
        kind, now = ChallengeKind.TWO_FACTOR_SETUP, self.clock.now()
        found = await self.challenges.find(message.challenge, kind, now)
        if found is None or found.player_id != message.viewer.player_id:
            raise ChallengeExpired
        challenge = await self.challenges.attempt(found.id, kind, now)
        await self.commit()
        if challenge is None:
            raise ChallengeExpired
        return challenge

    async def _tell(self, player_id: PlayerId, message: ConfirmTwoFactorSetup) -> None:
        await self.journal.note(AccessEvent.TWO_FACTOR_ENABLED, message.visit, player_id, message.viewer.session_id)
        player = (await self.players.get((player_id,)))[player_id]
        await self.messenger.send(
            Message(
                Channel.EMAIL, player.email.shown, Template.TWO_FACTOR_ENABLED, player.language, player_id=player_id
            )
        )
