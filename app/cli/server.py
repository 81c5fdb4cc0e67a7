"""One serving process: the HTTP server around an open platform, from its first request to its last answer."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator

import uvicorn

from app.composition import open_platform
from app.garbage import calm_garbage_collector
from app.http.protocol import BoundedHttp
from app.http.server import build_app
from app.metrics import Measured
from app.settings import Settings
from app.trial_players import ensure_demo_player
from app.wiring.work import all_work

Ready = Callable[[Settings, tuple[str, str] | None], None]
"""Told once connections are accepted, with the demo player's e-mail address and password where there is one."""

DRAIN_SECONDS = 20
"""How long a stop waits for answers under way; what is committed by then stays committed, answered or not."""
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
MAX_CONNECTIONS = 4_096
MAX_WEBSOCKET_MESSAGE_BYTES = 256 * 1024


async def serve(settings: Settings, database_url: str, listener: socket.socket, ready: Ready) -> None:
    """Serves until SIGTERM, SIGINT or SIGHUP, then drains; a second SIGINT does not wait for anybody.

    Raises:
        CancelledError: a signal came before anybody was served.
    """
    with _signals() as stop:
        async with open_platform(settings, database_url) as platform, contextlib.AsyncExitStack() as work:
            demo_player = None if settings.production else await ensure_demo_player(platform)
            app = build_app(platform)

            async def accepting() -> None:
                # Only now: the sandbox's side of this work calls this very address.
                await work.enter_async_context(all_work(platform))
                calm_garbage_collector()
                ready(settings, demo_player)

            stop.server = Server(_configuration(Measured(app)), app.drain, accepting)
            await stop.server.serve(sockets=[listener])


class Server(uvicorn.Server):
    """Says when it is ready, lets WebSockets end in order, and leaves the signals to us."""

    def __init__(
        self,
        configuration: uvicorn.Config,
        drain: Callable[[], Awaitable[None]],
        accepting: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(configuration)
        self._drain = drain
        self._accepting = accepting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await self._accepting()

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
        http=BoundedHttp,
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


class Stop:
    """What a signal does: before anybody is served it ends the start, then it drains, and while that goes on only a
    SIGINT does more."""

    def __init__(self) -> None:
        self.server: Server | None = None
        self._serving = asyncio.current_task()
        self._loop = asyncio.get_running_loop()

    def __call__(self, received: int, _: object) -> None:
        if self.server is not None:
            self.server.force_exit |= self.server.should_exit and received == signal.SIGINT
            self.server.should_exit = True
        elif self._serving is not None:
            self._loop.call_soon_threadsafe(self._serving.cancel)


@contextlib.contextmanager
def _signals() -> Iterator[Stop]:
    """Afterwards only another Ctrl-C hurries the process, which is on its way out already.

    Handlers of Python's, not of the loop's: that one would leave none behind, and a late signal would kill.
    """
    stop = Stop()
    interrupt = signal.getsignal(signal.SIGINT)
    for each in STOPPING:
        signal.signal(each, stop)
    try:
        yield stop
    finally:
        for each in STOPPING:
            signal.signal(each, interrupt if each == signal.SIGINT else signal.SIG_IGN)
