"""What the process measures about itself, for Prometheus."""

import os
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settlement.lane import BatchMeter

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

SETTLEMENT_BATCH_COMMANDS = Histogram(
    "croupier_settlement_batch_commands", "Commands in a settled batch", buckets=(1, 2, 5, 10, 20, 50, 100, 150, 200)
)
SETTLEMENT_BATCH_SECONDS = Histogram(
    "croupier_settlement_batch_seconds", "From a batch's first statement to its answers", buckets=SECONDS
)
SETTLEMENT_WAITING = Gauge(
    "croupier_settlement_waiting", "Commands queued or under way after the last batch", multiprocess_mode="livesum"
)
HTTP_REQUESTS = Counter("croupier_http_requests", "Responses by status class", ["method", "status"])
HTTP_SECONDS = Histogram("croupier_http_request_seconds", "From request to last byte", buckets=SECONDS)
WEBSOCKETS = Gauge("croupier_websockets", "Open WebSockets", multiprocess_mode="livesum")

_METHODS = frozenset({"GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"})


class SettlementMeter(BatchMeter):
    """Feeds the lanes' measurements into the metrics; ``waiting`` asks the lanes for their queues."""

    def __init__(self, waiting: Callable[[], int] = lambda: 0) -> None:
        self.waiting = waiting

    def batch(self, commands: int, seconds: float) -> None:
        SETTLEMENT_BATCH_COMMANDS.observe(commands)
        SETTLEMENT_BATCH_SECONDS.observe(seconds)
        SETTLEMENT_WAITING.set(self.waiting())


class Measured:
    """Counts and times what the application inside answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._counters: dict[tuple[str, int], Counter] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with WEBSOCKETS.track_inprogress():
                await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = 500
        started = time.perf_counter()

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, observed)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            counter = self._counters.get((method, status // 100))
            if counter is None:
                counter = self._counters[method, status // 100] = HTTP_REQUESTS.labels(method, f"{status // 100}xx")
            counter.inc()
            HTTP_SECONDS.observe(time.perf_counter() - started)


def exposition() -> bytes:
    """Everything in Prometheus' text format; with several processes, their sum."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
