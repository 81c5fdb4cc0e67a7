"""What retention needs behind the requests: records whose time is over go, by each jurisdiction's days."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from app.adapters.postgres.retention import RECORDS, delete_batch
from app.jobs import Job, at_work
from app.platform import Platform

EVERY_SECONDS = 3_600.0
BATCH = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RetentionWork:
    """Does what is due now; any number of processes may call it at once."""

    platform: Platform
    batch: int = BATCH

    async def keep_no_longer(self) -> None:
        """A record is its player's: it stays as long as the rules say that the player is under now."""
        platform, now = self.platform, self.platform.clock.now()
        for profile in platform.profiles.present.values():
            for kind in RECORDS:
                days = profile.retention.days.get(kind)
                if days is None:
                    continue
                ended_before = now - timedelta(days=days)
                size = self.batch
                while size == self.batch:
                    id = platform.ids.new()
                    size = await delete_batch(platform.pool, id, kind, profile.code, ended_before, now, self.batch)
                    if size:
                        log.info("retention: %s of %s: %s deleted", kind, profile.code, size)


@asynccontextmanager
async def retention_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    async with at_work(Job("retention of records", RetentionWork(platform).keep_no_longer, EVERY_SECONDS)):
        yield
