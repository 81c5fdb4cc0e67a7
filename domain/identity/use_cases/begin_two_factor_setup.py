"""Begin to set up an authenticator app: a secret for it, which counts once a code of it came back."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.ports import Players
from domain.identity.refusals import TwoFactorAlreadyEnabled
from domain.identity.second_factors import SecondFactors
from domain.identity.totp import Totp
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Commit, Handler
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class TwoFactorSetup:
    """``secret`` is base32, for who cannot scan ``otpauth_uri``."""

    challenge: ChallengeId
    secret: str = field(repr=False)
    otpauth_uri: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BeginTwoFactorSetup(Request[TwoFactorSetup]):
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class BeginTwoFactorSetupHandler:
    """Raises TwoFactorAlreadyEnabled, StepUpRequired, NotSignedIn."""

    players: Players
    factors: SecondFactors
    proof: Handler[RequireFreshProof, None]
    codes: CodeDesk
    totp: Totp
    commit: Commit

    async def __call__(self, message: BeginTwoFactorSetup) -> TwoFactorSetup:
        player_id = message.viewer.player_id
        if await self.factors.totp_of(player_id) is not None:
            raise TwoFactorAlreadyEnabled
        await self.proof(RequireFreshProof(message.viewer))
        player, secret = (await self.players.get((player_id,)))[player_id], self.totp.new_secret()
        challenge = await self.codes.begin(ChallengeKind.TWO_FACTOR_SETUP, player_id, {"secret": secret})
        await self.commit()
        uri = self.totp.uri(secret, player.email.shown)
        return TwoFactorSetup(challenge.id, secret, uri, challenge.expires_at)
