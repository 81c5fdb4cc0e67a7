"""Recovery codes: ten characters of Crockford's base 32, their digests by HMAC-SHA256."""

import hmac
from hashlib import sha256

from app.adapters.cipher import derive_key
from app.secrets import KeyRing
from domain.shared import PlayerId, Random

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_AS_MEANT = str.maketrans("OIL", "011", " -")


class HmacRecoveryCodes:
    def __init__(self, ring: KeyRing, random: Random) -> None:
        _, oldest = ring.oldest  # a new key in front must not spoil the codes that lie in people's drawers
        self._key = derive_key(oldest, "recovery codes")
        self._random = random

    def new(self, player_id: PlayerId) -> tuple[str, bytes]:
        code = "".join(ALPHABET[self._random.below(len(ALPHABET))] for _ in range(LENGTH))
        return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}", self.digest(player_id, code)

    def digest(self, player_id: PlayerId, code: str) -> bytes:
        typed = code.upper().translate(_AS_MEANT)
        return hmac.digest(self._key, player_id.bytes + typed.encode("utf-8", "replace"), sha256)
