"""``/graphql`` over WebSocket: the handshake, and the loop that reads one socket's messages."""

import asyncio
from secrets import token_hex

from graphql_api.core.context import Credentials, RequestFacts
from graphql_api.http.asgi import Receive, Scope, Send
from graphql_api.http.authenticator import SessionWatch
from graphql_api.http.endpoint import Edge
from graphql_api.http.headers import read_cookies
from graphql_api.http.socket import Socket
from graphql_api.http.sockets import Sockets
from graphql_api.http.transport_ws import PROTOCOL, Close, Closed


class GraphQLOverWebSocket:
    """A foreign Origin is refused before the handshake; a caller without one (no browser) shows a bearer token."""

    def __init__(self, edge: Edge, sockets: Sockets, sessions: SessionWatch | None = None) -> None:
        self._edge = edge
        self._sockets = sockets
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        origin = headers.get("origin")
        await receive()  # websocket.connect
        if origin is not None and origin not in self._edge.origins:
            await send({"type": "websocket.close", "code": Close.FORBIDDEN})  # answered as 403
            return
        if PROTOCOL not in scope.get("subprotocols", ()):
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": Close.NOT_THE_PROTOCOL, "reason": f"Speak {PROTOCOL}"})
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        await self._serve(Socket(self._edge, self._sockets, self._sessions, _facts(scope, headers), send), receive)

    async def _serve(self, socket: Socket, receive: Receive) -> None:
        if not self._sockets.opened(socket):
            await socket.close(Close.RESTART, "No room here")
            return
        try:
            while True:
                try:
                    async with asyncio.timeout(socket.patience_seconds) as socket.waiting:
                        message = await receive()
                except TimeoutError:
                    await socket.overdue()
                    continue
                if message["type"] == "websocket.disconnect":
                    return
                await socket.received(message.get("text"))
        except Closed:
            return
        except Exception as fault:
            self._edge.engine.fault(fault, socket.facts.correlation_id, "graphql over websocket")
            await socket.close(Close.INTERNAL, "Something went wrong on our side")
        finally:
            self._sockets.closed(socket)
            await socket.end()


def _facts(scope: Scope, headers: dict[str, str]) -> RequestFacts:
    """Cookies count only where a browser named its origin, which has been checked."""
    client = scope.get("client")
    origin = headers.get("origin")
    cookie = headers.get("cookie") if origin is not None else None
    return RequestFacts(
        ip=client[0] if client else "",
        user_agent=headers.get("user-agent", ""),
        credentials=Credentials.COOKIE if cookie else Credentials.NONE,
        origin=origin,
        correlation_id=token_hex(12),
        cookies=read_cookies(cookie) if cookie else {},
    )
