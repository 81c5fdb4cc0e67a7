"""One client's socket: its messages, and how it closes."""

import asyncio

from graphql_api.core.context import Credentials, RequestFacts
from graphql_api.http.asgi import Send
from graphql_api.http.authenticator import Presented, SessionWatch
from graphql_api.http.endpoint import Edge
from graphql_api.http.holder import Holder, Refused
from graphql_api.http.operations import Operations
from graphql_api.http.sockets import Sockets
from graphql_api.http.transport_ws import (
    Close,
    Closed,
    Complete,
    Init,
    InvalidMessage,
    Ping,
    Subscribe,
    read_message,
    written,
)


class Socket:
    def __init__(
        self, edge: Edge, sockets: Sockets, sessions: SessionWatch | None, facts: RequestFacts, send: Send
    ) -> None:
        self.facts = facts
        self._sockets = sockets
        self._send = send
        self._ready = False
        self._closed = False
        self._closing: set[asyncio.Task[None]] = set()
        self.waiting: asyncio.Timeout | None = None
        """The reading loop's, while it waits for a message."""
        self._holder = Holder(edge.authenticator, sockets, sessions, self._close_soon)
        self._operations = Operations(edge, self._holder, facts, self._write)

    @property
    def patience_seconds(self) -> float:
        """How long the next message may take before ``overdue`` decides."""
        return self._sockets.limits.idle_seconds if self._ready else self._sockets.limits.init_seconds

    async def overdue(self) -> None:
        """No message for that long: fine while something runs. Raises Closed otherwise."""
        if not self._ready:
            await self.close(Close.INIT_TIMEOUT, "Connection initialisation timeout")
        elif not len(self._operations):
            await self.close(Close.IDLE, "Idle")
        if self._closed:
            raise Closed

    async def received(self, text: str | None) -> None:
        """One message from the client. Raises Closed once the socket is closed."""
        try:
            await self._receive(text)
        except InvalidMessage:
            await self.close(Close.INVALID_MESSAGE, "Invalid message")
        except Refused as refused:
            await self.close(refused.code, refused.reason)
        if self._closed:
            raise Closed

    async def close(self, code: Close, reason: str) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            async with asyncio.timeout(self._sockets.limits.close_seconds):
                await self._send({"type": "websocket.close", "code": int(code), "reason": reason})
        except TimeoutError:  # it takes nothing, so it will not answer the close either
            if self.waiting is not None:
                self.waiting.reschedule(asyncio.get_running_loop().time())
        except (OSError, RuntimeError):
            return  # the client was faster

    async def drain(self) -> None:
        """Finish queries and mutations under way, then close with 1012."""
        await self._operations.brief_ones()
        await self.close(Close.RESTART, "Restarting")

    async def end(self) -> None:
        """The client has gone, or has been told to."""
        self._closed = True
        self._holder.leave()
        await self._operations.end()

    async def _receive(self, text: str | None) -> None:
        if text is None:
            raise Refused(Close.INVALID_MESSAGE, "Text frames only")
        if len(text) > self._sockets.limits.message_bytes:
            raise Refused(Close.TOO_BIG, "Message too big")
        match read_message(text):
            case Init(authorization):
                if self._ready:
                    raise Refused(Close.TOO_MANY, "Too many initialisation requests")
                self._ready = True
                await self._sign_in(authorization)
                await self._write(written("connection_ack"))
            case Ping() as ping:
                if self._ready and ping.authorization is not None:
                    await self._sign_in(ping.authorization)
                await self._write(written("pong"))
            case Subscribe() as subscribe:
                self._subscribe(subscribe)
            case Complete(id):
                self._operations.stop(id)

    async def _sign_in(self, authorization: str | None) -> None:
        shown = Presented(authorization, self.facts.cookies or None, None, self.facts.origin, websocket=True)
        await self._holder.sign_in(shown)
        if authorization is not None:
            self.facts.credentials = Credentials.BEARER

    def _subscribe(self, message: Subscribe) -> None:
        if not self._ready:
            raise Refused(Close.UNAUTHORIZED, "Unauthorized")
        if message.id in self._operations:
            raise Refused(Close.DUPLICATE_ID, f"Subscriber for {message.id} already exists")
        if self._sockets.draining:
            raise Refused(Close.RESTART, "Restarting")
        if len(self._operations) >= self._sockets.limits.operations:
            raise Refused(Close.TOO_MANY, "Too many operations")
        self._operations.start(message)

    async def _write(self, text: str) -> None:
        """Raises Closed: nobody is told anything any more."""
        if self._closed:
            raise Closed
        try:
            async with asyncio.timeout(self._sockets.limits.send_seconds):
                await self._send({"type": "websocket.send", "text": text})
        except TimeoutError:
            await self.close(Close.IDLE, "Nothing is being read")
            raise Closed from None
        except (OSError, RuntimeError):
            self._closed = True  # the client has gone: the reading loop learns it too
            raise Closed from None

    def _close_soon(self, code: Close, reason: str) -> None:
        task = asyncio.get_running_loop().create_task(self.close(code, reason))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
