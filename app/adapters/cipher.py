"""Personal data at rest: AES-256-GCM, and blind indexes to look it up by."""

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.secrets import KEY_BYTES, KeyRing

_NONCE_BYTES = 12


class CannotOpen(Exception):
    """The key is not in the ring, or the bytes were sealed for another place, or were changed."""


class Cipher:
    """Seals a text for one place, ``table/column/row id``; moved to another row or column it does not open.

    A sealed value is the key's id, a colon, 12 random bytes of nonce, and the ciphertext with its tag.
    """

    def __init__(self, ring: KeyRing) -> None:
        self._newest_id, newest = ring.newest
        self._newest = AESGCM(newest)
        self._by_id = {key_id: AESGCM(key) for key_id, key in ring.keys}

    def seal(self, text: str, place: str) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._newest.encrypt(nonce, text.encode(), place.encode())
        return self._newest_id.encode() + b":" + nonce + sealed

    def open(self, sealed: bytes, place: str) -> str:
        """Raises CannotOpen."""
        key_id, _, rest = sealed.partition(b":")
        key = self._by_id.get(key_id.decode("ascii", "replace"))
        if key is None:
            raise CannotOpen(f"{place}: no such key in the ring")
        try:
            return key.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], place.encode()).decode()
        except InvalidTag:
            raise CannotOpen(place) from None


class BlindIndex:
    """HMAC-SHA256 of a normalised value under a key of its own, so that equal values meet and none can be read.

    Derived from the ring's oldest key, so that a new key in front leaves every index as it is; taking the oldest key
    out of the ring means writing the indexes anew.
    """

    def __init__(self, ring: KeyRing, purpose: str) -> None:
        _, oldest = ring.oldest
        self._key = derive_key(oldest, f"blind index: {purpose}")

    def of(self, value: str) -> bytes:
        return hmac.digest(self._key, value.encode(), sha256)


def derive_key(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"croupier: {purpose}".encode()).derive(key)
