"""Reference rates, read from PostgreSQL once a minute and kept in memory."""

import asyncio
import logging
from collections.abc import Mapping

import asyncpg

log = logging.getLogger(__name__)

REFRESH_SECONDS = 60


class KeptRates:
    """What was read last. Begins with nothing but the euro: ``refresh`` once before anything is decided."""

    def __init__(self, euro_micros: Mapping[str, int] | None = None) -> None:
        self._euro_micros = dict(euro_micros or {"EUR": 1_000_000})

    def euro_micros(self, currency: str) -> int:
        return self._euro_micros[currency]

    async def refresh(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        rows = await pool.fetch("select currency, euro_micros from reference_rates")
        self._euro_micros.update((row[0], row[1]) for row in rows)

    async def keep(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        """Refresh for ever; while the database is away, what was read last stands."""
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self.refresh(pool)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("reference rates: not refreshed: %s", type(error).__name__)
