"""What stake caps by age need behind the requests: whose birthday it is is assessed anew."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from prometheus_client import Counter

from app.adapters.postgres.away import is_away
from app.adapters.postgres.responsible_gaming.coming_birthdays import due, indexes_until
from app.dispatch import Dispatcher
from app.jobs import Job, at_work
from app.platform import Platform
from app.wiring.kyc import wire_kyc
from domain.kyc import AssessKyc
from domain.shared import Dispatch, PlayerId

EVERY_SECONDS = 60.0
"""So much later than 00:00 UTC a bound may count, and never earlier."""
BATCH = 100

REACHED = Counter(
    "croupier_cap_age_birthdays", "Players whose stake cap was decided anew on their birthday", ["outcome"]
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CapAgeWork:
    """Safe to repeat; any number of processes may call it at once."""

    platform: Platform
    dispatch: Dispatch
    batch: int = BATCH

    async def celebrate(self) -> int:
        """Assesses whoever has reached a bound since they were assessed last; how many. Opens their birth dates alone.

        One whose assessment fails is logged, keeps the stricter cap and is tried again by the next round.
        """
        platform, last, done = self.platform, UUID(int=0), 0
        indexes = indexes_until(platform.identity.birthdays, platform.clock.now().date())
        while ids := await due(platform.pool, indexes, last, self.batch):
            for player_id in ids:
                done += await self._assess(PlayerId(player_id))
            last = ids[-1]
        if done:
            log.info("stake caps: %s players have reached another age", done)
        return done

    async def _assess(self, player_id: PlayerId) -> bool:
        try:
            await self.dispatch(AssessKyc(player_id))
        except Exception as fault:
            if is_away(fault):
                raise
            REACHED.labels("failed").inc()
            log.exception("stake caps: a birthday is tried again")
            return False
        REACHED.labels("done").inc()
        return True


def cap_age_jobs(platform: Platform) -> CapAgeWork:
    return CapAgeWork(platform, Dispatcher(platform.sessions, wire_kyc(platform)))


@asynccontextmanager
async def cap_age_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    async with at_work(Job("stake caps by age", cap_age_jobs(platform).celebrate, EVERY_SECONDS)):
        yield
