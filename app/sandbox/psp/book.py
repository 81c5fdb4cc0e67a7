"""The provider's own records: payments, payouts, and the queue of webhooks."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import asyncpg
import orjson
from asyncpg import Record
from asyncpg.pool import PoolConnectionProxy

from app.sandbox.psp.events import is_id

Connection: TypeAlias = "PoolConnectionProxy[Record]"


class ReferenceUsed(Exception):
    """The merchant used this reference before, for another order."""


@dataclass(frozen=True, slots=True)
class Webhook:
    webhook_id: int
    url: str
    body: bytes
    attempts: int


class PspBook:
    def __init__(self, pool: "asyncpg.Pool[Record]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._pool.acquire() as connection, connection.transaction():
            yield connection

    async def payment(self, payment_id: str) -> Record | None:
        if not is_id(payment_id):
            return None
        return await self._pool.fetchrow("select * from sandbox.psp_payments where id = $1", payment_id)

    async def payout(self, payout_id: str) -> Record | None:
        if not is_id(payout_id):
            return None
        return await self._pool.fetchrow("select * from sandbox.psp_payouts where id = $1", payout_id)

    async def add_payment(
        self, payment_id: str, reference: str, amount: int, currency: str, return_url: str, notify_url: str
    ) -> Record:
        """The payment under this reference, made now or before. Raises ReferenceUsed when the orders differ."""
        await self._pool.execute(
            "insert into sandbox.psp_payments (id, reference, amount, currency, return_url, notify_url, status) "
            "values ($1, $2, $3, $4, $5, $6, 'requires_card') on conflict (reference) do nothing",
            *(payment_id, reference, amount, currency, return_url, notify_url),
        )
        return await self._stands("psp_payments", reference, amount, currency)

    async def add_payout(
        self, payout_id: str, reference: str, amount: int, currency: str, notify_url: str, due_in_seconds: float
    ) -> Record:
        """The payout under this reference, made now or before. Raises ReferenceUsed when the orders differ."""
        await self._pool.execute(
            "insert into sandbox.psp_payouts (id, reference, amount, currency, notify_url, status, due_at) "
            "values ($1, $2, $3, $4, $5, 'pending', now() + $6 * interval '1 second') "
            "on conflict (reference) do nothing",
            *(payout_id, reference, amount, currency, notify_url, due_in_seconds),
        )
        return await self._stands("psp_payouts", reference, amount, currency)

    async def _stands(self, table: str, reference: str, amount: int, currency: str) -> Record:
        query = f"select * from sandbox.{table} where reference = $1"  # noqa: S608 - one of two names above
        row = await self._pool.fetchrow(query, reference)
        if row is None or (row["amount"], row["currency"]) != (amount, currency):
            raise ReferenceUsed
        return row

    async def anything_due(self) -> bool:
        """One look, so that an idle provider costs next to nothing."""
        due: bool = await self._pool.fetchval(
            "select exists (select from sandbox.psp_webhooks where due_at <= now()) "
            "or exists (select from sandbox.psp_payments where due_at <= now()) "
            "or exists (select from sandbox.psp_payouts where due_at <= now())"
        )
        return due

    async def claim_webhooks(self, limit: int, lease_seconds: int) -> list[Webhook]:
        """Due ones, oldest first; due again after the lease, unless ``delivered`` or ``again`` says otherwise."""
        rows = await self._pool.fetch(
            "update sandbox.psp_webhooks set due_at = now() + $2 * interval '1 second', attempts = attempts + 1 "
            "where id in (select id from sandbox.psp_webhooks where due_at <= now() order by due_at, id limit $1 "
            "for update skip locked) returning id, url, body, attempts",
            *(limit, lease_seconds),
        )
        return [Webhook(*row) for row in sorted(rows)]

    async def delivered(self, webhook_id: int, answer: str) -> None:
        """Accepted or given up: not due any more."""
        await self._pool.execute(
            "update sandbox.psp_webhooks set due_at = null, answer = $2 where id = $1", webhook_id, answer
        )

    async def again(self, webhook_id: int, answer: str, in_seconds: float) -> None:
        await self._pool.execute(
            "update sandbox.psp_webhooks set due_at = now() + $3 * interval '1 second', answer = $2 where id = $1",
            *(webhook_id, answer, in_seconds),
        )


async def tell(connection: Connection, url: str, event: dict[str, Any], delays: Sequence[float] = (0.0,)) -> None:
    """Queue one event's webhook, once for each delay in seconds, in the transaction of what it tells."""
    await connection.executemany(
        "insert into sandbox.psp_webhooks (url, body, due_at) values ($1, $2, now() + $3 * interval '1 second')",
        [(url, orjson.dumps(event), delay) for delay in delays],
    )
