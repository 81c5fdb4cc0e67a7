"""The page of a game, its script and style, and its picture in the lobby: files without a build step."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.sandbox.games.listing import title_of
from app.sandbox.games.machines import MACHINES

FILES = Path(__file__).parent / "page"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Pages:
    """``frames`` are the origins that may show a game, as a CSP source list; ``base_url`` is this house's address.

    The page runs in a frame sandboxed to an opaque origin, so that ``'self'`` means nothing in it: its policy names
    this server by its address, and by the one it was asked at, which differ behind a proxy.
    """

    def __init__(self, frames: str, base_url: str) -> None:
        self._frames = frames
        self._origin = "/".join(base_url.split("/", 3)[:3])
        self._files = {path.name: path.read_bytes() for path in FILES.iterdir() if path.suffix in TYPES}
        self._page = (FILES / "slot.html").read_text()
        self._version = hashlib.sha256(b"".join(self._files[name] for name in sorted(self._files))).hexdigest()[:12]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/play/{game}", self._play, methods=["GET"]),
            Route("/page/{version}/{name}", self._file, methods=["GET"]),
            Route("/art/{name}", self._art, methods=["GET"]),
        ]

    async def _play(self, request: Request) -> Response:
        game = request.path_params["game"]
        if game not in MACHINES:
            return Response("There is no such game.", 404, media_type="text/plain")
        base = " ".join({self._origin, f"{request.url.scheme}://{request.url.netloc}"})
        page = self._page.replace("{title}", title_of(game)).replace("{game}", game)
        page = page.replace("{files}", f"../page/{self._version}")
        policy = (
            f"default-src 'none'; script-src {base}; style-src {base} 'unsafe-inline'; connect-src {base}; "
            f"img-src {base} data:; base-uri 'none'; form-action 'none'; frame-ancestors {self._frames}"
        )
        return Response(
            page, media_type="text/html", headers={"content-security-policy": policy, "cache-control": "no-cache"}
        )

    async def _file(self, request: Request) -> Response:
        return self._answer(request.path_params["name"], "public, max-age=31536000, immutable")

    async def _art(self, request: Request) -> Response:
        return self._answer(request.path_params["name"], "public, max-age=3600")

    def _answer(self, name: str, cache: str) -> Response:
        body = self._files.get(name)
        if body is None:
            return Response(status_code=404)
        headers = {
            "cache-control": cache,
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
        }
        return Response(body, media_type=TYPES[Path(name).suffix], headers=headers)
