"""Find how a player proves to be there."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.proof_methods import ProofMethods
from domain.identity.second_factors import ProofMethod, SecondFactors
from domain.shared import Message, PlayerId


@dataclass(frozen=True, slots=True)
class TwoFactor:
    """``enabled_at`` None: it is off. ``methods`` are those that ``stepUp`` takes now."""

    enabled_at: datetime | None
    methods: tuple[ProofMethod, ...]
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class FindTwoFactor(Message[TwoFactor]):
    player_id: PlayerId


@dataclass(frozen=True, slots=True)
class FindTwoFactorHandler:
    factors: SecondFactors
    methods: ProofMethods

    async def __call__(self, message: FindTwoFactor) -> TwoFactor:
        factor = await self.factors.totp_of(message.player_id)
        return TwoFactor(
            enabled_at=factor.enabled_at if factor else None,
            methods=await self.methods.of(message.player_id),
            recovery_codes_left=await self.factors.recovery_codes_left(message.player_id),
        )
