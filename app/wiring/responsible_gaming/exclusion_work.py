"""What exclusions need behind the requests: asking registers again that were away, forgetting what has ended."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from app.adapters.postgres.responsible_gaming.excluded_people import FORGET
from app.jobs import Job, at_work
from app.platform import Platform
from app.wiring.responsible_gaming.exclusion_desk import exclusion_watcher
from domain.shared import PlayerId

EVERY_SECONDS = 60.0
BATCH = 100

_UNCHECKED = """
select player_id from player_gates
where blocks @> '{bet:REGISTER_UNCHECKED}' and player_id > $1 order by player_id limit $2
"""


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
    work = ExclusionWork(platform)

    async def forget_and_ask() -> None:
        await work.forget()
        await work.ask_registers_again()

    async with at_work(Job("exclusions", forget_and_ask, EVERY_SECONDS)):
        yield
