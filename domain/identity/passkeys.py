"""Passkeys: keys in a person's devices that sign our challenges (W3C WebAuthn level 3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.identity.challenge import ChallengeId
from domain.shared import PlayerId


@dataclass(frozen=True, slots=True)
class PasskeyChallenge:
    """``options`` is the JSON that a page gives to ``navigator.credentials``; it asks for ``challenge``'s 16 bytes."""

    challenge: ChallengeId
    options: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """``key`` is the credential's id in base64url, ``public_key`` a COSE key (RFC 9052)."""

    key: str = field(repr=False)
    public_key: bytes = field(repr=False)
    sign_count: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a credential says before anything is verified. ``owner`` None: the device named nobody."""

    key: str = field(repr=False)
    nonce: bytes = field(repr=False)
    owner: bytes | None = field(repr=False)


class PasskeyAuthority(Protocol):
    """The relying party. ``credential`` is the JSON of a ``PublicKeyCredential``, as its ``toJSON`` gives it.

    The device must verify its user (PIN, finger, face) and be able to find the key by itself, so that signing in needs
    no name. Each refusal is ProofRejected with a reason: MALFORMED, WRONG_CHALLENGE, WRONG_ORIGIN, WRONG_DOMAIN (it was
    made for another relying party), BAD_SIGNATURE, NOT_VERIFIED, COUNTER_REPLAYED, in the order of their checks.
    """

    def registration_options(self, nonce: bytes, player_id: PlayerId, name: str, keys: Sequence[str]) -> str:
        """``name`` is what the device shows for the account; a device that holds one of ``keys`` makes no other."""
        ...

    def registered(self, nonce: bytes, credential: str) -> NewPasskey: ...

    def assertion_options(self, nonce: bytes, keys: Sequence[str] = ()) -> str:
        """Without ``keys`` any key of this relying party may answer."""
        ...

    def read(self, credential: str) -> Assertion: ...

    def asserted(self, nonce: bytes, credential: str, public_key: bytes, sign_count: int) -> int:
        """The counter that comes with it, for ``LinkedMethods.used``, which has the last word on it."""
        ...


class PasskeyProofs(Protocol):
    """A passkey as proof that a known player is there: for step-up, for unlocking a session."""

    async def enrolled(self, player_id: PlayerId) -> bool: ...

    async def begin(self, player_id: PlayerId) -> PasskeyChallenge:
        """Commits with the caller. Raises NotAllowed (NO_PASSKEY)."""
        ...

    async def prove(self, player_id: PlayerId, credential: str) -> None:
        """Passes when ``credential`` answers a challenge that ``begin`` made for this player, for the first time.

        It names its challenge itself, so it is all that a caller needs. Commits once, when the challenge is spent: no
        answer is judged twice; the use of the key commits with the caller. Raises ChallengeExpired, ProofRejected.
        """
        ...
