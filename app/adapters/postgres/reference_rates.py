"""Reference rates, read from PostgreSQL once a minute and kept in memory."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import asyncpg
from prometheus_client import Gauge

SET_AT = Gauge(
    "croupier_reference_rate_set_seconds",
    "When the rate that this installation counts by was set, in Unix time",
    ["currency"],
    multiprocess_mode="mostrecent",
)

log = logging.getLogger(__name__)

REFRESH_SECONDS = 60

INDICATIVE: Mapping[str, int] = {
    "EUR": 1_000_000,
    "GBP": 1_150_000,
    "USD": 920_000,
    "JPY": 6_000,
    "USDT": 920_000,
    "BTC": 60_000_000_000,
    "TON": 3_000_000,
}
"""Millionths of a euro, as the table begins with."""


class KeptRates:
    """What was read last; before that, indicative rates."""

    def __init__(self, euro_micros: Mapping[str, int] = INDICATIVE) -> None:
        self._euro_micros = dict(euro_micros)

    def euro_micros(self, currency: str) -> int:
        return self._euro_micros[currency]

    async def refresh(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        """A database that is away, or not migrated yet, leaves what was read last."""
        try:
            rows = await pool.fetch("select currency, euro_micros, at from reference_rates")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("reference rates: not refreshed: %s", type(error).__name__)
        else:
            for currency, euro_micros, at in rows:
                self._euro_micros[currency] = euro_micros
                SET_AT.labels(currency).set(at.timestamp())

    @asynccontextmanager
    async def kept_fresh(
        self, pool: "asyncpg.Pool[asyncpg.Record]", every_seconds: float = REFRESH_SECONDS
    ) -> AsyncIterator[None]:
        """Fresh on entering, and again and again until it is left."""
        await self.refresh(pool)
        refreshing = asyncio.create_task(self._refresh_for_ever(pool, every_seconds), name="reference rates")
        try:
            yield
        finally:
            refreshing.cancel()
            with suppress(asyncio.CancelledError):
                await refreshing

    async def _refresh_for_ever(self, pool: "asyncpg.Pool[asyncpg.Record]", every_seconds: float) -> None:
        while True:
            await asyncio.sleep(every_seconds)
            await self.refresh(pool)
