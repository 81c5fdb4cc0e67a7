"""HTTP/1.1 as uvicorn speaks it, with what it leaves unbounded bounded: how large a head, how slow a request."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD_BYTES = 64 * 1024
"""Request line and headers; one read of the socket may go over it."""
REQUEST_SECONDS = 60.0
"""From a connection's opening, or a request's first byte, to the request's last: slower ones hold a connection back."""

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 26\r\nconnection: close\r\n\r\nThe headers are too large."
)


class BoundedHttp(HttpToolsProtocol):
    """A stranger's endless headers cost no memory, and silent or trickling connections are closed."""

    _deadline: asyncio.TimerHandle | None = None
    _under_way = True
    """A request is expected or has begun; what came whole in one read needs no timer."""
    _in_head = True
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._under_way or self.transport.is_closing():
            return
        self._wait()
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self.transport.write(_TOO_LARGE)
                self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._under_way, self._in_head, self._head_bytes = True, True, 0

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._stop_waiting()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._stop_waiting()
        super().handle_websocket_upgrade()

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        self._under_way = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
