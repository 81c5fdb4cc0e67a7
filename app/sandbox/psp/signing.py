"""How this provider signs its webhooks; its documentation says the same as Stripe's."""

import hmac
from hashlib import sha256


def signature_header(secret: str, timestamp: int, body: bytes) -> str:
    """``t=<unix seconds>,v1=<hex HMAC-SHA256 over "<t>." + body>``."""
    digest = hmac.new(secret.encode(), b"%d." % timestamp + body, sha256).hexdigest()
    return f"t={timestamp},v1={digest}"
