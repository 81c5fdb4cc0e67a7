"""Challenges: things begun that need an answer; single use, short-lived, with few attempts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType, Protocol
from uuid import UUID

from domain.shared import PlayerId

ChallengeId = NewType("ChallengeId", UUID)
"""Unpredictable (122 random bits): whoever names one is the one who began it."""


class ChallengeKind(Enum):
    REGISTRATION = "REGISTRATION"
    """An application that waits for the code sent to its e-mail address; no account exists before."""
    REGISTRATION_TICKET = "REGISTRATION_TICKET"
    """A proof by another company (Telegram, a wallet, …) of somebody who has no account yet."""
    SECOND_FACTOR = "SECOND_FACTOR"
    """The first factor was right; a session opens when the second is."""
    LOGIN_CODE = "LOGIN_CODE"
    STEP_UP = "STEP_UP"
    PHONE = "PHONE"
    EMAIL_CHANGE = "EMAIL_CHANGE"
    EMAIL_REVERT = "EMAIL_REVERT"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - a kind, not a secret
    TWO_FACTOR_SETUP = "TWO_FACTOR_SETUP"
    PASSKEY_REGISTRATION = "PASSKEY_REGISTRATION"
    PASSKEY_LOGIN = "PASSKEY_LOGIN"
    PASSKEY_PROOF = "PASSKEY_PROOF"
    """Somebody who is known already shows a passkey of theirs: step-up, unlocking."""
    WALLET_LOGIN = "WALLET_LOGIN"
    OPENID_CONNECT = "OPENID_CONNECT"


@dataclass(frozen=True, slots=True)
class Challenge:
    """``facts`` are what its kind needs to go on, sealed at rest. ``player_id`` None: nobody's, or nobody known.

    ``code_digest`` is of the code that was sent, if one was; a challenge without one that asks for a code is a decoy:
    it exists so that an unknown address looks like a known one.
    """

    id: ChallengeId
    kind: ChallengeKind
    player_id: PlayerId | None
    facts: Mapping[str, str] = field(repr=False)
    code_digest: bytes | None = field(repr=False)
    attempts_left: int
    created_at: datetime
    expires_at: datetime


class Challenges(Protocol):
    """Expired, spent, exhausted and unknown ones are all None: there is nothing to tell them apart by."""

    async def add(self, challenge: Challenge) -> None: ...

    async def find(self, id_: ChallengeId, kind: ChallengeKind, now: datetime) -> Challenge | None: ...

    async def attempt(self, id_: ChallengeId, kind: ChallengeKind, now: datetime) -> Challenge | None:
        """As ``find``, and takes one attempt, held until this transaction ends. Commit it before judging the answer."""
        ...

    async def spend(self, id_: ChallengeId, now: datetime) -> bool:
        """Whether this call is the one that used it up."""
        ...

    async def renew(self, challenge: Challenge) -> None:
        """Another code, deadline or facts for the same challenge; the attempts that were taken stay taken."""
        ...

    async def spend_all(
        self, player_id: PlayerId, kind: ChallengeKind, now: datetime, begun_after: datetime | None = None
    ) -> None:
        """None of this kind (and begun after then) is worth anything to this player any more."""
        ...


class SpentProofs(Protocol):
    async def spend(self, proof: bytes, expires_at: datetime, now: datetime) -> bool:
        """Whether this proof, issued by somebody else, is taken for the first time; forgotten after ``expires_at``."""
        ...


class Codes(Protocol):
    """Short codes that people type. Their digests are keyed, so that a stolen table gives none away."""

    def new(self, challenge_id: ChallengeId) -> tuple[str, bytes]:
        """Six digits, and the digest that binds them to this challenge."""
        ...

    def matches(self, challenge: Challenge, code: str) -> bool:
        """In constant time; spaces and hyphens that people add are forgiven. False for a challenge without a code."""
        ...
