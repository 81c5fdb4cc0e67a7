"""``/healthz`` (the process answers), ``/readyz`` (it can do its work), ``/metrics``."""

import asyncio
import logging

import asyncpg
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.adapters.postgres.migrate import outdated_revisions
from app.metrics import exposition
from app.platform import Platform

PATIENCE_SECONDS = 2.0

log = logging.getLogger(__name__)


def health_routes(platform: Platform) -> list[BaseRoute]:
    return [
        Route("/healthz", _healthz, methods=["GET"]),
        Route("/readyz", Readiness(platform).answer, methods=["GET"]),
        Route("/metrics", _metrics, methods=["GET"]),
    ]


class Readiness:
    """200 when every part is ``ok``, otherwise 503; the body names the parts."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._outdated = outdated_revisions()

    async def answer(self, request: Request) -> Response:
        del request
        parts = {**await self._database(), "broker": self._broker()}
        ready = all(state in {"ok", "memory"} for state in parts.values())
        return JSONResponse({"ready": ready, **parts}, 200 if ready else 503, {"Cache-Control": "no-store"})

    async def _database(self) -> dict[str, str]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._platform.pool.acquire() as connection:
                revision = await connection.fetchval("select version_num from alembic_version")
        except (
            OSError,
            TimeoutError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,
        ) as error:
            log.warning("not ready: database: %s", type(error).__name__)
            return {"database": "away", "migrations": "unknown"}
        return {"database": "ok", "migrations": "outstanding" if revision in self._outdated else "ok"}

    def _broker(self) -> str:
        live = self._platform.live
        if live.redis is None:
            return "memory"
        return "ok" if live.ready else "away"


async def _healthz(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


async def _metrics(request: Request) -> Response:
    del request
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)
