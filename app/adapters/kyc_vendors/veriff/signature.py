"""Veriff's signatures (devdocs.veriff.com, "HMAC Authentication and Endpoint Security").

``X-HMAC-SIGNATURE`` is the hex HMAC-SHA256 with the integration's shared secret over the raw body of a POST or PATCH
and of a webhook, and over the session's id for a GET or DELETE. ``X-AUTH-CLIENT`` names the integration. The legacy
``X-SIGNATURE``, a plain hash, is not read at all.
"""

import hmac
import re

from app.adapters.inbound import Unauthentic

CLIENT_HEADER = "X-AUTH-CLIENT"
SIGNATURE_HEADER = "X-HMAC-SIGNATURE"

_HEX = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)


def sign(secret: str, message: bytes) -> str:
    """In lower-case hex."""
    return hmac.new(secret.encode(), message, "sha256").hexdigest()


def verify(client: str, secret: str, given_client: str | None, given: str | None, body: bytes) -> None:
    """Check the raw body before anything reads it.

    Raises Unauthentic with SIGNATURE_MISSING, SIGNATURE_MALFORMED, SIGNATURE_WRONG or CLIENT_WRONG.
    """
    if not given:
        raise Unauthentic("SIGNATURE_MISSING")
    if _HEX.fullmatch(given) is None:
        raise Unauthentic("SIGNATURE_MALFORMED")
    if not hmac.compare_digest(sign(secret, body), given.lower()):
        raise Unauthentic("SIGNATURE_WRONG")
    if not hmac.compare_digest(client.encode(), (given_client or "").encode("latin-1", "replace")):
        raise Unauthentic("CLIENT_WRONG")
