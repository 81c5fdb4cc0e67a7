"""Jobs behind the requests: each goes on whatever becomes of a round, and none spoils the end of the others."""

import asyncio
import logging
from asyncio import sleep
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Never

from app.adapters.postgres.away import is_away

Work = Callable[[], Awaitable[Any]]
"""One round: all that is due now."""

log = logging.getLogger(__name__)


class Job:
    """``name`` is what the log calls it; ``every_seconds`` its pause, also after a round that failed."""

    def __init__(self, name: str, work: Work, every_seconds: float) -> None:
        self.name = name
        self._work = work
        self._every_seconds = every_seconds
        self._away = False

    async def for_ever(self) -> Never:
        while True:
            await self.try_once()
            await sleep(self._every_seconds)

    async def until_done(self) -> None:
        while True:
            if await self.try_once():
                return
            await sleep(self._every_seconds)

    async def try_once(self) -> bool:
        """Whether it went well. Nothing is raised; that the database is away is said once, until it is back."""
        try:
            await self._work()
        except Exception as fault:
            if not is_away(fault):
                log.exception("%s: a round failed; what was due is tried again", self.name)
            elif not self._away:
                log.warning("%s: the database is away: %s", self.name, type(fault).__name__)
            self._away = is_away(fault)
            return False
        self._away = False
        return True


@asynccontextmanager
async def at_work(*jobs: Job, once: Sequence[Job] = ()) -> AsyncIterator[None]:
    """While this is entered, ``jobs`` go round for ever, and each of ``once`` until it went well."""
    tasks = [start(job) for job in jobs]
    tasks += [asyncio.create_task(job.until_done(), name=job.name) for job in once]
    try:
        yield
    finally:
        await end(*tasks)


def start(job: Job) -> "asyncio.Task[None]":
    """For ever, or until ``end``."""
    return asyncio.create_task(job.for_ever(), name=job.name)


async def end(*tasks: "asyncio.Task[None]") -> None:
    """On return all are over. What one of them had failed with is logged, and keeps nobody else from ending."""
    for task in tasks:
        task.cancel()
    for task, outcome in zip(tasks, await asyncio.gather(*tasks, return_exceptions=True), strict=True):
        if isinstance(outcome, Exception):
            log.error("%s had failed", task.get_name(), exc_info=outcome)
