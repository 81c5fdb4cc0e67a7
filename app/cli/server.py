"""One serving process: the HTTP server around an open platform, from its first request to its last answer."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator

import uvicorn

from app.composition import open_platform
from app.garbage import calm_garbage_collector
from app.http.server import build_app
from app.metrics import Measured
from app.settings import Settings
from app.trial_players import ensure_demo_player
from app.wiring.games_work import games_work
from app.wiring.payments import payment_work

Ready = Callable[[Settings, tuple[str, str] | None], None]
"""Told once connections are accepted, with the demo player's e-mail address and password where there is one."""

DRAIN_SECONDS = 20
"""How long a stop waits for answers under way; what is committed by then stays committed, answered or not."""
MAX_CONNECTIONS = 4_096
MAX_WEBSOCKET_MESSAGE_BYTES = 256 * 1024


async def serve(settings: Settings, database_url: str, listener: socket.socket, ready: Ready) -> None:
    """Serves until SIGTERM, SIGINT or SIGHUP, then drains; a second SIGINT does not wait for anybody."""
    async with open_platform(settings, database_url) as platform, payment_work(platform), games_work(platform):
        demo_player = None if settings.production else await ensure_demo_player(platform)
        app = build_app(platform)
        server = Server(_configuration(Measured(app)), app.drain, lambda: ready(settings, demo_player))
        with _signals(server):
            await server.serve(sockets=[listener])


class Server(uvicorn.Server):
    """Says when it is ready, lets WebSockets end in order, and leaves the signals to us."""

    def __init__(
        self, configuration: uvicorn.Config, drain: Callable[[], Awaitable[None]], ready: Callable[[], None]
    ) -> None:
        super().__init__(configuration)
        self._drain = drain
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        calm_garbage_collector()
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await self._drain()
        await super().shutdown(sockets)

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
