"""Second factors: what a player can prove besides a password."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from domain.shared import PlayerId


class ProofMethod(Enum):
    """How somebody who is known already proves to be there: second factors, step-up, and unlocking."""

    PASSWORD = "PASSWORD"  # noqa: S105 - a method, not a secret
    TOTP = "TOTP"
    RECOVERY_CODE = "RECOVERY_CODE"
    EMAIL_CODE = "EMAIL_CODE"
    SMS_CODE = "SMS_CODE"
    PASSKEY = "PASSKEY"


@dataclass(frozen=True, slots=True)
class TotpFactor:
    """RFC 6238, SHA-1, six digits, 30 seconds. ``last_step`` is the newest one used: RFC 6238 5.2 forbids it again."""

    player_id: PlayerId
    secret: str = field(repr=False)
    enabled_at: datetime
    last_step: int


class SecondFactors(Protocol):
    async def totp_of(self, player_id: PlayerId) -> TotpFactor | None: ...

    async def enable_totp(self, factor: TotpFactor) -> None:
        """Puts this one in the place of any other."""
        ...

    async def disable_totp(self, player_id: PlayerId) -> None:
        """And forgets the recovery codes."""
        ...

    async def use_step(self, player_id: PlayerId, step: int) -> bool:
        """Whether ``step`` is newer than any used before; then it is the last. One caller of a race gets True."""
        ...

    async def replace_recovery_codes(self, player_id: PlayerId, digests: tuple[bytes, ...]) -> None: ...

    async def use_recovery_code(self, player_id: PlayerId, digest: bytes, now: datetime) -> bool:
        """Whether it was there and unused. One caller of a race gets True."""
        ...

    async def recovery_codes_left(self, player_id: PlayerId) -> int: ...
