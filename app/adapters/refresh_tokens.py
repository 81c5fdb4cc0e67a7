"""Refresh tokens: opaque, each worked out from its session and generation under a secret key.

The text is base64url of 16 bytes session id, 4 bytes generation, 32 bytes HMAC-SHA256 over both. A text whose HMAC
is not ours is forged, without a look-up; and an old token of a family is known for one, without storing it.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from app.adapters.cipher import derive_key
from app.secrets import KeyRing
from domain.identity import PresentedRefresh
from domain.shared import SessionId

_SIZE_BYTES = 16 + 4 + 32
_TEXT_LENGTH = 70


class HmacRefreshTokens:
    """The ring's newest key makes tokens; those of every key in the ring are read."""

    def __init__(self, ring: KeyRing) -> None:
        self._newest = derive_key(ring.newest[1], "refresh tokens")
        self._keys = [derive_key(key, "refresh tokens") for _, key in ring.keys]

    def make(self, session_id: SessionId, generation: int) -> tuple[str, bytes]:
        return _make(self._newest, session_id, generation)

    def again(self, session_id: SessionId, generation: int, digest: bytes) -> str | None:
        made = (_make(key, session_id, generation) for key in self._keys)
        return next((text for text, made_digest in made if made_digest == digest), None)

    def read(self, text: str) -> PresentedRefresh | None:
        if len(text) != _TEXT_LENGTH or not text.isascii():
            return None
        try:
            raw = urlsafe_b64decode(text + "==")
        except ValueError:
            return None
        if len(raw) != _SIZE_BYTES or urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
            return None
        body, mac = raw[:20], raw[20:]
        if not any(hmac.compare_digest(mac, hmac.digest(key, body, sha256)) for key in self._keys):
            return None
        generation = int.from_bytes(body[16:], "big")
        return PresentedRefresh(SessionId(UUID(bytes=body[:16])), generation, sha256(text.encode()).digest())


def _make(key: bytes, session_id: SessionId, generation: int) -> tuple[str, bytes]:
    body = session_id.bytes + generation.to_bytes(4, "big")
    text = urlsafe_b64encode(body + hmac.digest(key, body, sha256)).rstrip(b"=").decode()
    return text, sha256(text.encode()).digest()
