"""Sumsub's signatures: ours on every request, theirs on every webhook (docs.sumsub.com, "Authentication", "Verify
webhook sender").

A request carries ``X-App-Token``, ``X-App-Access-Ts`` (Unix seconds) and ``X-App-Access-Sig``: hex HMAC-SHA256 with the
app's secret over timestamp, method in capitals, path with its query, and the body's bytes.

A webhook carries ``X-Payload-Digest``, the hex HMAC of the raw body with the webhook's secret, and names its algorithm
in ``X-Payload-Digest-Alg``. The name decides between SHA-256 and SHA-512 alone: SHA-1, which Sumsub once sent, is
refused whatever its digest, and no name means SHA-256.
"""

import hmac
import re
from collections.abc import Mapping

from app.adapters.inbound import Unauthentic

DIGEST_HEADER = "X-Payload-Digest"
ALGORITHM_HEADER = "X-Payload-Digest-Alg"
ALGORITHMS: Mapping[str, str] = {"HMAC_SHA256_HEX": "sha256", "HMAC_SHA512_HEX": "sha512"}
DEFAULT_ALGORITHM = "HMAC_SHA256_HEX"

_HEX = re.compile(r"[0-9a-fA-F]{64}|[0-9a-fA-F]{128}", re.ASCII)


def sign_request(secret: str, timestamp: int, method: str, path: str, body: bytes = b"") -> str:
    """``X-App-Access-Sig``; ``path`` begins with ``/`` and holds the query as it is sent."""
    message = f"{timestamp}{method.upper()}{path}".encode() + body
    return hmac.new(secret.encode(), message, "sha256").hexdigest()


def digest(secret: str, body: bytes, algorithm: str = DEFAULT_ALGORITHM) -> str:
    """``X-Payload-Digest`` of a raw body."""
    return hmac.new(secret.encode(), body, ALGORITHMS[algorithm]).hexdigest()


def verify(secret: str, given: str | None, algorithm: str | None, body: bytes) -> None:
    """Check the raw body before anything reads it.

    Raises Unauthentic with SIGNATURE_MISSING, SIGNATURE_ALGORITHM, SIGNATURE_MALFORMED or SIGNATURE_WRONG.
    """
    if not given:
        raise Unauthentic("SIGNATURE_MISSING")
    named = algorithm or DEFAULT_ALGORITHM
    if named not in ALGORITHMS:
        raise Unauthentic("SIGNATURE_ALGORITHM")
    if _HEX.fullmatch(given) is None:
        raise Unauthentic("SIGNATURE_MALFORMED")
    if not hmac.compare_digest(digest(secret, body, named), given.lower()):
        raise Unauthentic("SIGNATURE_WRONG")
