"""Which methods a player has to prove being there."""

from dataclasses import dataclass

from domain.identity.passkeys import PasskeyProofs
from domain.identity.ports import Players
from domain.identity.second_factors import ProofMethod, SecondFactors
from domain.shared import PlayerId

SENT_CODES = (ProofMethod.EMAIL_CODE, ProofMethod.SMS_CODE)
"""Those whose code we send, so that a challenge has to begin first."""


@dataclass(frozen=True, slots=True)
class ProofMethods:
    players: Players
    factors: SecondFactors
    passkeys: PasskeyProofs

    async def of(self, player_id: PlayerId) -> tuple[ProofMethod, ...]:
        """The second factor once there is one; the password until then; who has neither is reached by a message."""
        passkey = (ProofMethod.PASSKEY,) if await self.passkeys.enrolled(player_id) else ()
        if await self.factors.totp_of(player_id) is not None:
            return ProofMethod.TOTP, ProofMethod.RECOVERY_CODE, *passkey
        on_file = await self.players.password_of(player_id)
        if on_file is not None and on_file.hash is not None:
            return ProofMethod.PASSWORD, *passkey
        player = (await self.players.get((player_id,)))[player_id]
        sms = () if player.phone is None else (ProofMethod.SMS_CODE,)
        return ProofMethod.EMAIL_CODE, *sms, *passkey
