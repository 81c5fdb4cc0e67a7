"""What exclusions need behind the requests: asking registers again that were away, forgetting what has ended."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from app.adapters.postgres.responsible_gaming.excluded_people import FORGET
from app.platform import Platform
from app.wiring.responsible_gaming.exclusion_desk import exclusion_watcher
from domain.shared import PlayerId

EVERY_SECONDS = 60.0
BATCH = 100
AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

_UNCHECKED = """
select player_id from player_gates
where blocks @> '{bet:REGISTER_UNCHECKED}' and player_id > $1 order by player_id limit $2
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExclusionWork:
    """Each method does what is due now; any number of processes may call them at once."""

    platform: Platform

    async def ask_registers_again(self) -> None:
        """Players whose gates wait for a register that did not answer when they came."""
        last = UUID(int=0)
        while ids := [row[0] for row in await self.platform.pool.fetch(_UNCHECKED, last, BATCH)]:
            for player_id in ids:
                async with self.platform.sessions() as session:
                    await exclusion_watcher(self.platform, session).ask_register(PlayerId(player_id))
            last = ids[-1]

    async def forget(self) -> None:
        """By what people were known again whose exclusion has ended."""
        await self.platform.pool.execute(FORGET, self.platform.clock.now())


@asynccontextmanager
async def exclusion_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    task = asyncio.create_task(_again(ExclusionWork(platform)), name="exclusions")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again(work: ExclusionWork) -> None:
    while True:
        try:
            await work.forget()
            await work.ask_registers_again()
        except AWAY as error:
            log.warning("exclusions wait: database away: %s", type(error).__name__)
        except Exception:
            log.exception("exclusions: what was due is tried again")
        await asyncio.sleep(EVERY_SECONDS)
