"""Headers, as the hot path reads and writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from graphql_api.core.context import ResponseCookie

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"

_LONGEST = 1_000
"""A longer preference is nobody's, and would be remembered."""


@dataclass(frozen=True, slots=True)
class Media:
    """The type to answer in. ``always_ok``: a client of plain JSON expects 200 whatever became of its document."""

    type: str
    always_ok: bool = False

    @property
    def header(self) -> tuple[bytes, bytes]:
        return (b"content-type", f"{self.type}; charset=utf-8".encode())


def negotiate(accept: str | None) -> Media | None:
    """By the caller's preference; None when it accepts nothing that we write.

    Without a preference plain JSON, which every client reads. Only who names ``application/json`` itself, and prefers
    it, is answered in the old way, where the status says nothing of the document.
    """
    if accept is None or not accept.strip():
        return _OFFERED["*/*"]
    return _preferred(accept) if len(accept) <= _LONGEST else None


@lru_cache(maxsize=256)
def _preferred(accept: str) -> Media | None:
    best: tuple[float, Media] | None = None
    for part in accept.split(","):
        name, _, parameters = part.strip().partition(";")
        media = _OFFERED.get(name.strip().lower())
        quality = _quality(parameters)
        if media is not None and quality > 0 and (best is None or quality > best[0]):
            best = (quality, media)
    return best[1] if best is not None else None


_OFFERED = {
    JSON: Media(JSON, always_ok=True),
    GRAPHQL_JSON: Media(GRAPHQL_JSON),
    "*/*": Media(JSON),
    "application/*": Media(JSON),
}


def prefers_html(accept: str | None) -> bool:
    return accept is not None and "text/html" in accept


def is_json(content_type: str) -> bool:
    """``application/json``, in UTF-8 if a charset is named."""
    return len(content_type) <= _LONGEST and _is_json(content_type.lower())


@lru_cache(maxsize=256)
def _is_json(content_type: str) -> bool:
    media, _, parameters = content_type.partition(";")
    if media.strip() not in (JSON, GRAPHQL_JSON):
        return False
    charset = parameters.partition("charset=")[2].strip().strip('"')
    return charset in ("", "utf-8", "utf8")


def read_cookies(header: str) -> Mapping[str, str]:
    cookies: dict[str, str] = {}
    for part in header.split(";"):
        name, separator, value = part.strip().partition("=")
        if separator:
            cookies.setdefault(name, value)
    return cookies


def cookie_header(cookie: ResponseCookie, secure: bool) -> bytes:
    parts = [f"{cookie.name}={cookie.value}", f"Path={cookie.path}", f"Max-Age={int(cookie.max_age.total_seconds())}"]
    parts += ["SameSite=Lax", *(["HttpOnly"] if cookie.http_only else []), *(["Secure"] if secure else [])]
    return "; ".join(parts).encode("latin-1")


def _quality(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
