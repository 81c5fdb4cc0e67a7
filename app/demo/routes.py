"""Serves the demonstration client: files as they are, nothing built, nothing fetched from elsewhere."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.http.origins import allowed_origins
from app.platform import Platform
from app.trial_players import DEMO_EMAIL, DEMO_PASSWORD

PAGES = Path(__file__).parent / "pages"

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?")
_FRAMED = "left.html"
"""What a game's frame shows once the player has left the game; the only page that may stand in a frame."""


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    media_type: str
    tag: str
    framed: bool

    @classmethod
    def of(cls, name: str, body: bytes) -> "_Page":
        tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return cls(body, _TYPES[Path(name).suffix], tag, name == _FRAMED)


def demo_routes(platform: Platform) -> list[BaseRoute]:
    """``/`` and ``/demo/…``; nothing in production."""
    if platform.settings.production:
        return []
    pages = {path.name: _Page.of(path.name, path.read_bytes()) for path in PAGES.iterdir()}
    facts = {
        "demo": {"email": DEMO_EMAIL, "password": DEMO_PASSWORD} if _shows_demo_player(platform) else None,
        "mailbox": None if platform.settings.smtp_url else "/sandbox/mailbox",
    }
    island = orjson.dumps(facts).decode().replace("<", "\\u003c")
    index = _Page.of("index.html", pages["index.html"].body.replace(b"{{facts}}", island.encode()))
    frames = " ".join(sorted(allowed_origins(platform.settings)))

    async def front(request: Request) -> Response:
        return _answer(request, index, frames)

    async def file(request: Request) -> Response:
        page = pages.get(request.path_params["name"])
        return Response(status_code=404) if page is None else _answer(request, page, frames)

    return [Route("/", front), Route("/demo/{name}", file)]


def _shows_demo_player(platform: Platform) -> bool:
    return platform.settings.env == "development"


def _answer(request: Request, page: _Page, frames: str) -> Response:
    headers = {
        "Cache-Control": "no-cache",
        "ETag": page.tag,
        "Content-Security-Policy": _policy(request.headers.get("host", ""), page.framed, frames),
    }
    if request.headers.get("if-none-match") == page.tag:
        return Response(status_code=304, headers=headers)
    return Response(page.body, media_type=page.media_type, headers=headers)


def _policy(host: str, framed: bool, frames: str) -> str:
    """Scripts and styles from our own files alone; sockets by name, for browsers whose 'self' does not cover them."""
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    ancestors = "'self'" if framed else "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'{sockets}; frame-src 'self' {frames}; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {ancestors}; require-trusted-types-for 'script'"
    )
