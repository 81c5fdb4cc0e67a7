"""The provider's signature on its notices: Stripe's recipe, with a header of its own.

``Sandbox-Signature: t=<unix seconds>,v1=<hex>[,v1=<hex>…][,<other>=…]``, where v1 is HMAC-SHA256 with the endpoint's
secret over ``"<t>."`` and the raw body. Several v1 appear while a secret is being replaced: any may match. Other
schemes are ignored, so that none can be used to fall back to a weaker one.
"""

import hmac
import re
from hashlib import sha256

HEADER = "Sandbox-Signature"
TOLERANCE_SECONDS = 300
LONGEST_HEADER = 2048

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)


class BadSignature(Exception):
    """The notice is not from the provider, or not for now; ``code`` says why, in this adapter's words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def verify(secret: str, header: str | None, body: bytes, now: int) -> None:
    """Check the raw body before anything reads it. ``now`` in Unix seconds.

    Raises BadSignature with SIGNATURE_MISSING, SIGNATURE_MALFORMED, SIGNATURE_WRONG or SIGNATURE_STALE.
    """
    if header is None:
        raise BadSignature("SIGNATURE_MISSING")
    timestamp, signatures = _read(header)
    expected = sign(secret, timestamp, body).encode()
    matches = [hmac.compare_digest(expected, given.encode("latin-1", "replace")) for given in signatures]
    if not any(matches):
        raise BadSignature("SIGNATURE_WRONG")
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        raise BadSignature("SIGNATURE_STALE")


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The v1 signature, in lower-case hex."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def _read(header: str) -> tuple[str, list[str]]:
    pairs = [part.strip().partition("=") for part in header.split(",")] if len(header) <= LONGEST_HEADER else []
    timestamps = [value for scheme, _, value in pairs if scheme == "t"]
    signatures = [value for scheme, _, value in pairs if scheme == "v1"]
    if len(timestamps) != 1 or _TIMESTAMP.fullmatch(timestamps[0]) is None or not signatures:
        raise BadSignature("SIGNATURE_MALFORMED")
    return timestamps[0], signatures
