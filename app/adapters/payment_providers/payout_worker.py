"""Moves withdrawals on, again and again."""

import asyncio
import logging
from contextlib import suppress

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from domain.payments import PayOutDue
from domain.shared import Dispatch

EVERY_SECONDS = 1.0
AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

log = logging.getLogger(__name__)


class PayoutWorker:
    """Any number of processes may run one: each withdrawal is claimed by one of them at a time."""

    def __init__(self, dispatch: Dispatch, every_seconds: float = EVERY_SECONDS) -> None:
        self._dispatch = dispatch
        self._every_seconds = every_seconds
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="payouts")

    async def stop(self) -> None:
        """An attempt that is cut off is made again after its lease; the provider knows it by the withdrawal's id."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                due = await self._dispatch(PayOutDue())
            except AWAY as error:
                log.warning("payouts: database away: %s", type(error).__name__)
                due = 0
            except Exception:
                log.exception("payouts: a round failed; its withdrawals are tried again after their lease")
                due = 0
            if not due:
                await asyncio.sleep(self._every_seconds)
