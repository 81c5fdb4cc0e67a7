"""Game tokens at rest: sealed with a data key, so that the replay of a launch can name the same session again."""

import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.secrets import KeyRing

NONCE_BYTES = 12
_PURPOSE = b"croupier game token"


class TokenSeal:
    """AES-256-GCM bound to the session: ``<key id> NUL <nonce> <ciphertext>``; keys are derived for this purpose."""

    def __init__(self, ring: KeyRing) -> None:
        self._newest = ring.newest[0]
        self._keys = {
            key_id: AESGCM(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(key)) for key_id, key in ring.keys
        }

    def close(self, session_id: UUID, token: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._newest].encrypt(nonce, token.encode(), session_id.bytes)
        return self._newest.encode() + b"\0" + nonce + sealed

    def open(self, session_id: UUID, sealed: bytes) -> str:
        """Raises KeyError for a key that left the ring, InvalidTag for a row that was changed."""
        key_id, _, rest = sealed.partition(b"\0")
        cipher = self._keys[key_id.decode()]
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], session_id.bytes).decode()
