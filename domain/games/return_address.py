"""Where a game's home button leads."""

from urllib.parse import urlsplit

from domain.shared import InvalidInput

MAX_LENGTH = 2048


def check_return_url(url: str) -> None:
    """Refuse anything but an absolute http or https address of printable ASCII (InvalidInput ``returnUrl``)."""
    if len(url) > MAX_LENGTH:
        raise InvalidInput.of("returnUrl", "TOO_LONG")
    if not url.isascii() or not url.isprintable() or any(mark in url for mark in ' "<>\\^`{|}'):
        raise InvalidInput.of("returnUrl", "MALFORMED")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise InvalidInput.of("returnUrl", "MALFORMED") from None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise InvalidInput.of("returnUrl", "MALFORMED")
