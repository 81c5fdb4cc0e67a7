"""One client's socket: who it is, what it runs, when it ends."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from graphql import OperationType

from domain.shared import PlayerId
from graphql_api.core.context import Credentials, RequestFacts
from graphql_api.execution import Answer, Failure
from graphql_api.http.asgi import Send
from graphql_api.http.authenticator import InvalidToken, Presented, SessionWatch, SignedIn
from graphql_api.http.endpoint import Edge
from graphql_api.http.sockets import Sockets
from graphql_api.http.transport_ws import Close, Complete, Init, InvalidMessage, Ping, Subscribe, read_message, written


class Closed(Exception):
    """The socket has been closed from this side."""


class Socket:
    """Each operation runs in a task of its own and sends as it goes.

    Sending waits for the client to take what was sent before, so that a slow client slows its own subscriptions, whose
    feeds coalesce; nothing piles up here.
    """

    def __init__(
        self, edge: Edge, sockets: Sockets, sessions: SessionWatch | None, facts: RequestFacts, send: Send
    ) -> None:
        self.facts = facts
        self._edge = edge
        self._sockets = sockets
        self._sessions = sessions
        self._send = send
        self._signed_in: SignedIn | None = None
        self._claimed: PlayerId | None = None
        self._ready = False
        self._closed = False
        self._running: dict[str, asyncio.Task[None]] = {}
        self._brief: set[asyncio.Task[None]] = set()
        """Queries and mutations, which a drain lets finish."""
        self._expiry: asyncio.TimerHandle | None = None
        self._unwatch: Callable[[], None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def patience_seconds(self) -> float:
        """How long the next message may take before ``overdue`` decides."""
        return self._sockets.limits.idle_seconds if self._ready else self._sockets.limits.init_seconds

    async def overdue(self) -> None:
        """No message for that long: fine while something runs. Raises Closed otherwise."""
        if not self._ready:
            await self.close(Close.INIT_TIMEOUT, "Connection initialisation timeout")
        elif not self._running:
            await self.close(Close.IDLE, "Idle")
        if self._closed:
            raise Closed

    async def received(self, text: str | None) -> None:
        """One message from the client. Raises Closed once the socket is closed."""
        if text is None:
            await self.close(Close.INVALID_MESSAGE, "Text frames only")
        elif len(text) > self._sockets.limits.message_bytes:
            await self.close(Close.TOO_BIG, "Message too big")
        else:
            try:
                message = read_message(text)
            except InvalidMessage:
                await self.close(Close.INVALID_MESSAGE, "Invalid message")
            else:
                match message:
                    case Init():
                        await self._init(message)
                    case Ping():
                        await self._ping(message)
                    case Subscribe():
                        await self._subscribe(message)
                    case Complete():
                        self._stop(message.id)
        if self._closed:
            raise Closed

    async def _init(self, message: Init) -> None:
        if self._ready:
            await self.close(Close.TOO_MANY, "Too many initialisation requests")
            return
        self._ready = True
        if await self._sign_in(message.authorization):
            await self._write(written("connection_ack"))

    async def _ping(self, message: Ping) -> None:
        if self._ready and message.authorization is not None and not await self._sign_in(message.authorization):
            return
        await self._write(written("pong"))

    async def _sign_in(self, authorization: str | None) -> bool:
        """At the start, and again at each renewal, where the player must stay the same."""
        shown = Presented(authorization, self.facts.cookies or None, None, self.facts.origin, websocket=True)
        try:
            found = await self._edge.authenticator(shown) if authorization is not None or shown.cookies else None
        except InvalidToken as invalid:
            code = Close.FORBIDDEN if invalid.expired else Close.UNAUTHORIZED
            await self.close(code, "Token expired" if invalid.expired else "Token not valid")
            return False
        player = None if found is None else found.viewer.player_id
        if self._claimed is not None and player != self._claimed:
            await self.close(Close.UNAUTHORIZED, "Another player, or a session that has ended")
            return False
        if player is not None and self._claimed is None:
            if not self._sockets.claim(player):
                await self.close(Close.TOO_MANY, "Too many sockets")
                return False
            self._claimed = player
        if authorization is not None:
            self.facts = replace(self.facts, credentials=Credentials.BEARER)
        self._keep(found)
        return True

    def _keep(self, found: SignedIn | None) -> None:
        self._signed_in = found
        self._forget()
        if found is None:
            return
        if found.expires_at is not None:
            left = max(0.0, found.expires_at - time.time())
            self._expiry = asyncio.get_running_loop().call_later(
                left, self._close_soon, Close.FORBIDDEN, "Token expired"
            )
        if self._sessions is not None:
            self._unwatch = self._sessions.watch(
                found.viewer.session_id, lambda: self._close_soon(Close.UNAUTHORIZED, "Session revoked")
            )

    def _forget(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
        if self._unwatch is not None:
            self._unwatch()
        self._expiry = self._unwatch = None

    async def _subscribe(self, message: Subscribe) -> None:
        if not self._ready:
            await self.close(Close.UNAUTHORIZED, "Unauthorized")
        elif message.id in self._running:
            await self.close(Close.DUPLICATE_ID, f"Subscriber for {message.id} already exists")
        elif len(self._running) >= self._sockets.limits.operations or self._sockets.draining:
            await self.close(Close.RESTART if self._sockets.draining else Close.TOO_MANY, "Too many operations")
        else:
            self._running[message.id] = asyncio.create_task(self._operate(message))

    def _stop(self, id: str) -> None:
        task = self._running.pop(id, None)
        if task is not None:
            task.cancel()

    async def _operate(self, message: Subscribe) -> None:
        """One operation, from its request to its completion; its context is its own."""
        context = self._edge.make_context(self.facts, None if self._signed_in is None else self._signed_in.viewer)
        task = asyncio.current_task()
        assert task is not None
        try:
            prepared = self._edge.engine.prepare(
                message.request, context, metered=self._signed_in is None or not self._signed_in.unmetered
            )
            if prepared.operation.kind is OperationType.SUBSCRIPTION:
                async for answer in self._edge.engine.stream(prepared, context):
                    await self._answer(message.id, answer)
                    if not answer.executed:
                        return
            else:
                self._brief.add(task)
                answer = await self._edge.engine.run(prepared, context)
                await self._answer(message.id, answer)
                if not answer.executed:
                    return
            await self._write(written("complete", message.id))
        except Failure as failure:
            await self._write(written("error", message.id, failure.errors))
        except Exception as fault:
            shown = self._edge.engine.fault(fault, self.facts.correlation_id, "operation over websocket")
            await self._write(written("error", message.id, [shown]))
        finally:
            self._brief.discard(task)
            if self._running.get(message.id) is task:
                del self._running[message.id]

    async def _answer(self, id: str, answer: Answer) -> None:
        if answer.executed:
            await self._write(written("next", id, answer.body))
        else:
            await self._write(written("error", id, answer.body["errors"]))

    async def _write(self, text: str) -> None:
        if self._closed:
            return
        try:
            async with asyncio.timeout(self._sockets.limits.send_seconds):
                await self._send({"type": "websocket.send", "text": text})
        except TimeoutError:
            await self.close(Close.IDLE, "Nothing is being read")
        except (OSError, RuntimeError):  # the client has gone: the reading loop learns it too
            self._closed = True

    async def close(self, code: Close, reason: str) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            await self._send({"type": "websocket.close", "code": int(code), "reason": reason})
        except (OSError, RuntimeError):
            return

    def _close_soon(self, code: Close, reason: str) -> None:
        task = asyncio.get_running_loop().create_task(self.close(code, reason))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def drain(self) -> None:
        if self._brief:
            await asyncio.wait(tuple(self._brief))
        await self.close(Close.RESTART, "Restarting")

    async def end(self) -> None:
        """Stop everything that runs for this client; mutations under way are left to finish what they began."""
        self._closed = True
        self._forget()
        if self._claimed is not None:
            self._sockets.release(self._claimed)
            self._claimed = None
        tasks = [task for task in self._running.values() if task not in self._brief]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
