"""Carries on with rounds that were cut off, as long as the platform runs."""

import asyncio
import contextlib
import logging

import asyncpg

from app.sandbox.games.table import Table

PAUSE_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Unfinished:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="sandbox games")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                if await self._table.finish_due():
                    continue
            except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
                _log.warning("sandbox games: database away: %s", type(error).__name__)
            except Exception:
                _log.exception("rounds could not be finished")
            await asyncio.sleep(PAUSE_SECONDS)
