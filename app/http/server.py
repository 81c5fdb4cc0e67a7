"""The ASGI application: callbacks and ``/graphql`` at once, every other route through FastAPI."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import token_hex

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from app.adapters.game_providers.hub88.routes import hub88_routes
from app.demo.routes import demo_routes
from app.http.body_cap import BodyTooLarge, capped
from app.http.client_address import ClientAddresses
from app.http.cors import Cors
from app.http.drain import Drain
from app.http.exports import export_routes
from app.http.faults import faults
from app.http.games import sandbox_games_routes
from app.http.graphql import GraphQL, open_graphql
from app.http.headers import ALWAYS, TRANSPORT_POLICY, Pairs, adding
from app.http.health import health_routes
from app.http.identity import identity_routes
from app.http.kyc import kyc_webhook_routes, sandbox_kyc_routes
from app.http.mailbox import mailbox_routes
from app.http.origins import allowed_origins
from app.http.payments import payments_routes, sandbox_psp_routes
from app.http.register import sandbox_register_routes
from app.http.telegram import telegram_routes
from app.logs import correlation_id
from app.platform import Platform
from graphql_api.http.asgi import CORRELATION_ID, respond

STATIC = Path(__file__).parent / "static"
CALLBACKS = ("/callbacks/", "/kyc/")
"""Below these, companies call us: their adapters bound what they read, and answer in their terms."""

_CORRELATION_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class Server:
    """What uvicorn runs. ``drain`` is awaited at a stop, before connections close."""

    def __init__(self, platform: Platform, graphql: GraphQL, callbacks: list[Mount], routes: list[BaseRoute]) -> None:
        settings = platform.settings
        self._graphql = graphql
        self._callbacks = [(mount.path, mount.app) for mount in callbacks]
        self._rest = FastAPI(
            routes=routes,
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            exception_handlers={BodyTooLarge: _body_too_large},
        )
        self._addresses = ClientAddresses(settings.trusted_proxies)
        self._cors = Cors(allowed_origins(settings))
        self._always: Pairs = [*ALWAYS, *([TRANSPORT_POLICY] if settings.base_url.startswith("https://") else [])]
        self.drain: Callable[[], Awaitable[None]] = Drain(graphql.sockets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.startswith(CALLBACKS) and scope["type"] == "http":
            for prefix, app in self._callbacks:
                if path.startswith(prefix):
                    await app(scope, receive, send)
                    return
        if scope["type"] == "http":
            await self._http(path, scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(path, scope, receive, send)
        else:
            await self._rest(scope, receive, send)

    async def _http(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        origin = given = None
        for name, value in scope["headers"]:
            if name == b"origin":
                origin = value
            elif name == b"x-correlation-id":
                given = value
        id = given.decode() if given is not None and _CORRELATION_ID.fullmatch(given) else token_hex(12)
        scope[CORRELATION_ID] = id
        correlation_id.set(id)
        self._name_client(scope)
        extra = [*self._always, (b"x-correlation-id", id.encode())]
        if path == "/graphql":
            if scope["method"] == "OPTIONS":
                await respond(adding(send, extra), 204, b"", self._cors.preflight(origin))
                return
            extra += self._cors.answer(origin)
            await self._graphql.over_http(scope, receive, adding(send, extra))
            return
        try:
            await self._rest(scope, capped(receive), adding(send, extra))
        except Exception as fault:  # answered with 500 already, and raised again for a server to log
            faults.masked(fault, id, f"{scope['method']} {getattr(scope.get('endpoint'), '__qualname__', 'route')}")

    async def _websocket(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._name_client(scope)
        if path == "/graphql":
            await self._graphql.over_websocket(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 1000})

    def _name_client(self, scope: Scope) -> None:
        """Several headers are one list (RFC 9110, 5.3): a client's own must not stand in for what a proxy added."""
        forwarded = [value for name, value in scope["headers"] if name.lower() == b"x-forwarded-for"]
        peer = scope.get("client")
        if forwarded and peer:
            scope["client"] = (self._addresses.of(peer[0], b",".join(forwarded).decode("latin-1")), peer[1])


async def _body_too_large(request: Request, refused: Exception) -> Response:
    del request, refused
    return PlainTextResponse("The body is too large.", 413, {"connection": "close"})


def build_app(platform: Platform) -> Server:
    """Every part's routes, assembled."""
    routes: list[BaseRoute] = [
        *hub88_routes(platform),
        *sandbox_games_routes(platform),
        *payments_routes(platform),
        *sandbox_psp_routes(platform),
        *kyc_webhook_routes(platform),
        *sandbox_kyc_routes(platform),
        *mailbox_routes(platform),
        *telegram_routes(platform),
        *sandbox_register_routes(platform),
        *health_routes(platform),
        *identity_routes(platform),
        *export_routes(platform),
        *demo_routes(platform),
    ]
    if not platform.settings.production:
        explorer: ASGIApp = StaticFiles(directory=STATIC / "graphiql")
        routes.append(Mount("/static/graphiql", app=explorer))
    callbacks = [route for route in routes if isinstance(route, Mount) and route.path.startswith(CALLBACKS)]
    return Server(platform, open_graphql(platform), callbacks, [route for route in routes if route not in callbacks])
