"""ID tokens: who signed them, and whether they are for us, for now and for this sign-in."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import jwt
import orjson

from app.adapters.openid.provider import Provider
from domain.identity.openid import OpenIdIdentity, OpenIdRequest
from domain.identity.refusals import ProofRejected

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Asymmetric ones alone: with ``none`` or a shared secret anybody could be the issuer."""
CLOCKS_MAY_DIFFER = timedelta(seconds=60)
OLDEST = timedelta(minutes=15)
LONGEST_TOKEN = 16_384
LONGEST_SUBJECT = 255
"""ASCII characters (OpenID Connect Core 2)."""


def header_of(token: str, offered: Sequence[str]) -> tuple[str, str | None]:
    """Algorithm and ``kid``, unverified. Raises ProofRejected: MALFORMED, WRONG_ALGORITHM."""
    try:
        header = jwt.get_unverified_header(token) if len(token) <= LONGEST_TOKEN else {}
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise ProofRejected("MALFORMED") from None
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS or algorithm not in offered:
        raise ProofRejected("WRONG_ALGORITHM")
    return algorithm, kid if isinstance(kid, str) else None


def verified_claims(
    token: str, algorithm: str, kid: str | None, keys: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Raises ProofRejected: UNKNOWN_KEY, BAD_SIGNATURE, MALFORMED."""
    signing = [key for key in keys if key.get("use", "sig") == "sig"]
    fitting = [key for key in signing if kid is None or key.get("kid") == kid]
    if len(fitting) != 1:  # without a kid there must be no choice
        raise ProofRejected("UNKNOWN_KEY")
    try:
        payload = jwt.PyJWS().decode(token, jwt.PyJWK(dict(fitting[0]), algorithm), algorithms=[algorithm])
        claims = orjson.loads(payload)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, RecursionError):
        raise ProofRejected("BAD_SIGNATURE") from None
    if not isinstance(claims, dict):
        raise ProofRejected("MALFORMED")
    return claims


def judge(claims: Mapping[str, Any], provider: Provider, request: OpenIdRequest, now: datetime) -> OpenIdIdentity:
    """OpenID Connect Core 3.1.3.7.

    Raises ProofRejected: WRONG_ISSUER, WRONG_AUDIENCE, EXPIRED, WRONG_NONCE, MALFORMED.
    """
    if claims.get("iss") != provider.issuer:
        raise ProofRejected("WRONG_ISSUER")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp", provider.client_id if len(audiences) == 1 else None)
    if provider.client_id not in audiences or party != provider.client_id:
        raise ProofRejected("WRONG_AUDIENCE")
    issued, expires = _time(claims, "iat"), _time(claims, "exp")
    moment = now.timestamp()
    difference = CLOCKS_MAY_DIFFER.total_seconds()
    if expires + difference <= moment or not -difference <= moment - issued <= OLDEST.total_seconds():
        raise ProofRejected("EXPIRED")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode("utf-8", "replace"), request.nonce.encode()):
        raise ProofRejected("WRONG_NONCE")
    subject, email = claims.get("sub"), claims.get("email")
    if not isinstance(subject, str) or not subject.isascii() or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProofRejected("MALFORMED")
    shown = email if isinstance(email, str) and email.isprintable() and len(email) <= LONGEST_SUBJECT else ""
    return OpenIdIdentity(provider.issuer, subject, f"{provider.name} {shown}".strip())


def _time(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProofRejected("MALFORMED")
    return float(value)
