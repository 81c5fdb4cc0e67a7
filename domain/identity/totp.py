"""Codes of an authenticator app: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which every app knows."""

from datetime import datetime
from typing import Protocol

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""So many steps may a clock be off, either way (RFC 6238, 6)."""


class Totp(Protocol):
    def new_secret(self) -> str:
        """160 random bits in base32, as RFC 4226 (4, R6) recommends."""
        ...

    def uri(self, secret: str, account: str) -> str:
        """What an authenticator app reads from a QR code: ``otpauth://totp/<issuer>:<account>?secret=…&issuer=…``."""
        ...

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        """The newest step within the drift whose code this is, in constant time; None: of none.

        Spaces that people add are forgiven.
        """
        ...
