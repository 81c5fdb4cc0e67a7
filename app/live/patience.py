"""Reading while the database may be away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

T = TypeVar("T")

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    OSError,
)
"""Lost or refused connections, a server that starts or stops, and timeouts: the same read may succeed later."""

AWAY_SECONDS = 0.5

log = logging.getLogger(__name__)


async def patiently(read: Callable[[], Awaitable[T]]) -> T:
    """What ``read`` answers, asked again for as long as the database is away; its client can leave at any time."""
    while True:
        try:
            return await read()
        except AWAY as error:
            log.warning("a follower waits for the database: %s", type(error).__name__)
            await asyncio.sleep(AWAY_SECONDS)
