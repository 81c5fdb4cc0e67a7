"""Before the server closes its connections: sockets finish what they accepted, then close with 1012."""

import asyncio
import logging

from graphql_api.http.sockets import Sockets

PATIENCE_SECONDS = 5

log = logging.getLogger(__name__)


class Drain:
    """Called once, at a stop, while requests over HTTP are still answered."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets

    async def __call__(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._sockets.drain()
        except TimeoutError:
            log.warning("some sockets were still busy after %s seconds", PATIENCE_SECONDS)
