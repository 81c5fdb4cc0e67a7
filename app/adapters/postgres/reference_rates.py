"""Reference rates, read from PostgreSQL once a minute and kept in memory."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial

import asyncpg
from prometheus_client import Gauge

from app.jobs import Job, at_work

SET_AT = Gauge(
    "croupier_reference_rate_set_seconds",
    "When the rate that this installation counts by was set, in Unix time",
    ["currency"],
    multiprocess_mode="mostrecent",
)

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
        for currency, euro_micros, at in await pool.fetch("select currency, euro_micros, at from reference_rates"):
            self._euro_micros[currency] = euro_micros
            SET_AT.labels(currency).set(at.timestamp())

    @asynccontextmanager
    async def kept_fresh(
        self, pool: "asyncpg.Pool[asyncpg.Record]", every_seconds: float = REFRESH_SECONDS
    ) -> AsyncIterator[None]:
        """Fresh on entering, and again and again until it is left; while the database is away, what was read last."""
        refreshing = Job("reference rates", partial(self.refresh, pool), every_seconds)
        await refreshing.try_once()
        async with at_work(refreshing):
            yield
