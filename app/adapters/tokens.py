"""Access tokens: JWT, signed with Ed25519 (RFC 8037), verified by anyone who reads our JWKS (RFC 7517)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from app.secrets import KeyRing
from domain.identity import Session, SessionKind, Viewer
from domain.shared import PlayerId, SessionId

ALGORITHM = "EdDSA"
AUDIENCE = "croupier-api"
CLAIMS = ("iss", "aud", "sub", "sid", "iat", "exp")
_LONGEST = 2048


class TokenRefused(Exception):
    """Forged, meant for somebody else, or ``expired``."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__()
        self.expired = expired


@dataclass(frozen=True, slots=True)
class AccessClaims:
    viewer: Viewer
    expires_at: float
    """Unix seconds."""
    qa: bool


class Ed25519AccessTokens:
    """The ring's newest key signs; every key of the ring verifies, so that keys can be changed under way.

    ``issuer`` is this platform's address, for others to find the keys by (OpenID Connect Discovery 1.0). We know our
    tokens by their keys alone: nobody else holds them, and the address may change with what stands before us.
    """

    def __init__(self, ring: KeyRing, issuer: str) -> None:
        self._issuer = issuer
        keys = {key_id: Ed25519PrivateKey.from_private_bytes(seed) for key_id, seed in ring.keys}
        self._key_id = ring.newest[0]
        self._signing = keys[self._key_id]
        self._public = {key_id: key.public_key() for key_id, key in keys.items()}

    def sign(self, session: Session, now: datetime, expires_at: datetime) -> str:
        claims: dict[str, object] = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(session.player_id),
            "sid": str(session.id),
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
        }
        if session.kind is SessionKind.QA:
            claims["qa"] = True
        return jwt.encode(claims, self._signing, algorithm=ALGORITHM, headers={"kid": self._key_id})

    def verify(self, token: str, now: datetime) -> AccessClaims:
        """Raises TokenRefused."""
        if len(token) > _LONGEST:
            raise TokenRefused
        try:
            key = self._public[jwt.get_unverified_header(token)["kid"]]
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                # Time is judged below by the platform's own clock.
                options={"require": ["exp", "aud", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
            read = _read(claims)
        except (jwt.PyJWTError, KeyError, ValueError, TypeError):
            raise TokenRefused from None
        if now.timestamp() >= read.expires_at:
            raise TokenRefused(expired=True)
        return read

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys."""
        return {
            "keys": [
                {**json.loads(OKPAlgorithm.to_jwk(key)), "kid": key_id, "alg": ALGORITHM, "use": "sig"}
                for key_id, key in self._public.items()
            ]
        }


def _read(claims: dict[str, Any]) -> AccessClaims:
    return AccessClaims(
        viewer=Viewer(PlayerId(UUID(claims["sub"])), SessionId(UUID(claims["sid"]))),
        expires_at=float(claims["exp"]),
        qa=claims.get("qa") is True,
    )
