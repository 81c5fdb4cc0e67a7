"""Moves withdrawals on, again and again."""

import asyncio

from app.jobs import Job, end, start
from domain.payments import PayOutDue
from domain.shared import Dispatch

EVERY_SECONDS = 1.0


class PayoutWorker:
    """Any number of processes may run one: each withdrawal is claimed by one of them at a time."""

    def __init__(self, dispatch: Dispatch, every_seconds: float = EVERY_SECONDS) -> None:
        self._dispatch = dispatch
        self._every_seconds = every_seconds
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = start(Job("payouts", self._pay_out, self._every_seconds))

    async def stop(self) -> None:
        """An attempt that is cut off is made again after its lease; the provider knows it by the withdrawal's id."""
        if self._task is not None:
            await end(self._task)

    async def _pay_out(self) -> None:
        while await self._dispatch(PayOutDue()):
            continue
