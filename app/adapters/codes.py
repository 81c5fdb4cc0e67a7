"""Short codes that people type: six digits, bound to their challenge by an HMAC."""

import hmac
from hashlib import sha256

from app.adapters.cipher import derive_key
from app.secrets import KeyRing
from domain.identity.challenge import Challenge, ChallengeId
from domain.shared import Random

DIGITS = 6


class HmacCodes:
    def __init__(self, ring: KeyRing, random: Random) -> None:
        _, oldest = ring.oldest  # a new key in front must not spoil codes that are on their way
        self._key = derive_key(oldest, "codes")
        self._random = random

    def new(self, challenge_id: ChallengeId) -> tuple[str, bytes]:
        code = f"{self._random.below(10**DIGITS):0{DIGITS}}"
        return code, self._digest(challenge_id, code)

    def matches(self, challenge: Challenge, code: str) -> bool:
        typed = "".join(character for character in code if character not in " -")
        digest = self._digest(challenge.id, typed)
        return challenge.code_digest is not None and hmac.compare_digest(digest, challenge.code_digest)

    def _digest(self, challenge_id: ChallengeId, code: str) -> bytes:
        return hmac.digest(self._key, challenge_id.bytes + code.encode("utf-8", "replace"), sha256)
