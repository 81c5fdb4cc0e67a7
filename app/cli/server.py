"""One serving process: the HTTP server around an open platform, from its first request to its last answer."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from app.composition import open_platform
from app.http.server import build_app
from app.metrics import Measured
from app.settings import Settings

DRAIN_SECONDS = 20
"""How long a stop waits for answers under way; what is committed by then stays committed, answered or not."""
MAX_CONNECTIONS = 4_096
MAX_WEBSOCKET_MESSAGE_BYTES = 256 * 1024


async def serve(
    settings: Settings, database_url: str, listener: socket.socket, ready: Callable[[Settings], None]
) -> None:
    """Serves until SIGTERM, SIGINT or SIGHUP, then drains; a second SIGINT does not wait for anybody."""
    async with open_platform(settings, database_url) as platform:
        server = Server(_configuration(Measured(build_app(platform))), lambda: ready(settings))
        with _signals(server):
            await server.serve(sockets=[listener])


class Server(uvicorn.Server):
    """Says when it is ready, and leaves the signals to us."""

    def __init__(self, configuration: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(configuration)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _settle_memory()
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _configuration(app: Measured) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="none",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=MAX_WEBSOCKET_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        access_log=False,
        log_config=None,
        proxy_headers=False,  # app.http judges X-Forwarded-For by CROUPIER_TRUSTED_PROXIES
        server_header=False,
        limit_concurrency=MAX_CONNECTIONS,
        backlog=2_048,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=DRAIN_SECONDS,
    )


@contextlib.contextmanager
def _signals(server: uvicorn.Server) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def stop(received: signal.Signals) -> None:
        if server.should_exit and received is signal.SIGINT:
            server.force_exit = True
        server.should_exit = True

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(each, stop, each)
    try:
        yield
    finally:
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.remove_signal_handler(each)


def _settle_memory() -> None:
    """What start-up made stays for good: the collector need not look at it again, nor pause a request as often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
