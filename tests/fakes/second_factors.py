"""Second factors in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.identity import TotpFactor
from domain.shared import PlayerId


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
