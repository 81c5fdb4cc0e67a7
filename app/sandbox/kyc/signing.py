"""How this company signs its webhooks and checks its clients' requests; its documentation says the same as Sumsub's."""

import hmac

TOLERANCE_SECONDS = 300
DIGEST_ALGORITHM = "HMAC_SHA256_HEX"


def webhook_headers(secret: str, body: bytes) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "X-Payload-Digest": hmac.new(secret.encode(), body, "sha256").hexdigest(),
        "X-Payload-Digest-Alg": DIGEST_ALGORITHM,
    }


def signed(secret: str, timestamp: str, method: str, target: bytes, body: bytes, given: str, now: int) -> bool:
    """Whether ``X-App-Access-Sig`` fits: hex HMAC-SHA256 over timestamp, method, path with query, and body; and is new.

    ``target``: path and query as they were sent. ``now`` in Unix seconds.
    """
    expected = hmac.new(secret.encode(), timestamp.encode() + method.encode() + target + body, "sha256").hexdigest()
    fits = hmac.compare_digest(expected.encode(), given.encode("latin-1", "replace"))
    return fits and timestamp.isascii() and timestamp.isdigit() and abs(now - int(timestamp[:12])) <= TOLERANCE_SECONDS
