"""Second factors in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.identity import PasskeyChallenge, ProofRejected, TotpFactor
from domain.identity.totp import DRIFT_STEPS, STEP_SECONDS
from domain.shared import NotAllowed, PlayerId


@dataclass
class MemorySecondFactors:
    factors: dict[PlayerId, TotpFactor] = field(default_factory=dict)
    codes: dict[PlayerId, dict[bytes, datetime | None]] = field(default_factory=dict)

    async def totp_of(self, player_id: PlayerId) -> TotpFactor | None:
        return self.factors.get(player_id)

    async def enable_totp(self, factor: TotpFactor) -> None:
        self.factors[factor.player_id] = factor

    async def disable_totp(self, player_id: PlayerId) -> None:
        self.factors.pop(player_id, None)
        self.codes.pop(player_id, None)

    async def use_step(self, player_id: PlayerId, step: int) -> bool:
        factor = self.factors.get(player_id)
        if factor is None or factor.last_step >= step:
            return False
        self.factors[player_id] = replace(factor, last_step=step)
        return True

    async def replace_recovery_codes(self, player_id: PlayerId, digests: tuple[bytes, ...]) -> None:
        self.codes[player_id] = dict.fromkeys(digests)

    async def use_recovery_code(self, player_id: PlayerId, digest: bytes, now: datetime) -> bool:
        codes = self.codes.get(player_id, {})
        if digest not in codes or codes[digest] is not None:
            return False
        codes[digest] = now
        return True

    async def recovery_codes_left(self, player_id: PlayerId) -> int:
        return sum(used_at is None for used_at in self.codes.get(player_id, {}).values())


@dataclass
class CountedTotp:
    """The code of step 5 is ``<secret> 5``; secrets are S1, S2, …"""

    made: int = 0

    def new_secret(self) -> str:
        self.made += 1
        return f"S{self.made}"

    def uri(self, secret: str, account: str) -> str:
        return f"otpauth://totp/{account}?secret={secret}"

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        present = int(now.timestamp()) // STEP_SECONDS
        steps = range(present + DRIFT_STEPS, present - DRIFT_STEPS - 1, -1)
        return next((step for step in steps if code == f"{secret} {step}"), None)


@dataclass
class CountedRecoveryCodes:
    """R1, R2, …"""

    made: int = 0

    def new(self, player_id: PlayerId) -> tuple[str, bytes]:
        self.made += 1
        return f"R{self.made}", self.digest(player_id, f"R{self.made}")

    def digest(self, player_id: PlayerId, code: str) -> bytes:
        return player_id.bytes + code.encode()


class NoPasskeys:
    """Nobody has one."""

    async def enrolled(self, player_id: PlayerId) -> bool:
        del player_id
        return False

    async def begin(self, player_id: PlayerId) -> PasskeyChallenge:
        del player_id
        raise NotAllowed(("NO_PASSKEY",))

    async def prove(self, player_id: PlayerId, credential: str) -> None:
        del player_id, credential
        raise ProofRejected("UNKNOWN_KEY")
