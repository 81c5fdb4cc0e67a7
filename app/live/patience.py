"""Reading while the database may be away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.adapters.postgres.away import AWAY

T = TypeVar("T")

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
