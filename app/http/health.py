"""``/healthz`` (the process answers), ``/readyz`` (it can do its work), ``/metrics``."""

import asyncio
import logging

import asyncpg
from prometheus_client import CONTENT_TYPE_LATEST
from redis.asyncio import Redis
from redis.exceptions import RedisError
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
        database, broker = await asyncio.gather(self._database(), self._broker())
        parts = {**database, "broker": broker}
        ready = all(state in {"ok", "memory"} for state in parts.values())
        return JSONResponse({"ready": ready, **parts}, 200 if ready else 503, {"Cache-Control": "no-store"})

    async def _database(self) -> dict[str, str]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._platform.pool.acquire() as connection:
                revision = await connection.fetchval("select version_num from alembic_version")
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("not ready: database: %s", type(error).__name__)
            return {"database": "away", "migrations": "unknown"}
        return {"database": "ok", "migrations": "outstanding" if revision in self._outdated else "ok"}

    async def _broker(self) -> str:
        url = self._platform.settings.redis_url
        if url is None:
            return "memory"
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), Redis.from_url(url) as redis:
                await redis.ping()
        except (OSError, TimeoutError, RedisError) as error:
            log.warning("not ready: broker: %s", type(error).__name__)
            return "away"
        return "ok"


async def _healthz(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


async def _metrics(request: Request) -> Response:
    del request
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)
