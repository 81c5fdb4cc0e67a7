"""What the auditor can send: something of one player's, with an answer that can be known beforehand."""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from app.adapters.game_providers.hub88.signature import Signer
from tests.faults.harness.seats import Seat

Told = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Expected:
    """``status`` in the protocol's own words; ``balance`` in its units, where it is told."""

    status: str
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The companies' outside: what they sign with, and what a forger has."""

    games: Signer
    forger: Signer
    payments: str

    def of_payments(self, body: bytes, *, age_seconds: int = 0, forged: bool = False) -> str:
        at = int(time.time()) - age_seconds
        secret = "whsec_forged" if forged else self.payments
        return f"t={at},v1={hmac.new(secret.encode(), b'%d.' % at + body, sha256).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    body: bytes
    headers: Mapping[str, str]
    id: str = ""
    """Names this one try, where the protocol has such a name."""


class Sendable(Protocol):
    @property
    def seat(self) -> Seat: ...

    @property
    def twins(self) -> int:
        """How many of it are sent at once."""
        ...

    @property
    def key(self) -> str:
        """What the platform remembers it by, or empty."""
        ...

    def request(self, keys: Keys) -> Request:
        """One try; each is made anew."""
        ...

    def wanted(self, expected: Expected, request: Request) -> tuple[int, Told]:
        """The HTTP status and the whole body: nothing more, nothing less."""
        ...

    def asks_to_come_again(self, status: int, told: Told) -> bool:
        """Whether the answer is the protocol's word for a platform that cannot know now."""
        ...
