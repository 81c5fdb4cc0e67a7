"""The company's own records: applicants, links to its page, and the queue of webhooks."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

import asyncpg
import orjson
from asyncpg import Record
from asyncpg.pool import PoolConnectionProxy

Connection: TypeAlias = "PoolConnectionProxy[Record]"


@dataclass(frozen=True, slots=True)
class Webhook:
    webhook_id: int
    body: bytes
    attempts: int


class KycBook:
    def __init__(self, pool: "asyncpg.Pool[Record]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._pool.acquire() as connection, connection.transaction():
            yield connection

    async def applicant(self, applicant_id: str) -> Record | None:
        return await self._pool.fetchrow("select * from sandbox_kyc.applicants where id = $1", applicant_id)

    async def applicant_of(self, external_user_id: str) -> Record | None:
        query = "select * from sandbox_kyc.applicants where external_user_id = $1"
        return await self._pool.fetchrow(query, external_user_id)

    async def add_applicant(self, external_user_id: str, level: str) -> Record | None:
        """The new applicant, or None when this user has one."""
        async with self.transaction() as connection:
            added = await connection.fetchrow(
                "insert into sandbox_kyc.applicants (id, inspection_id, external_user_id, level, review_status) "
                "values ($1, $2, $3, $4, 'init') on conflict (external_user_id) do nothing returning *",
                *(secrets.token_hex(12), secrets.token_hex(12), external_user_id, level),
            )
            if added is not None:
                await tell(connection, added, "applicantCreated")
            return added

    async def add_link(self, external_user_id: str, level: str, return_url: str, seconds: int) -> str | None:
        """A link for this applicant, who begins anew where the level is another; None: nobody by that name."""
        async with self.transaction() as connection:
            applicant = await connection.fetchrow(
                "select * from sandbox_kyc.applicants where external_user_id = $1 for update", external_user_id
            )
            if applicant is None:
                return None
            if applicant["level"] != level:
                await connection.execute(
                    "update sandbox_kyc.applicants set level = $2, review_status = 'init', review = null, "
                    "script = null, next_step = null, due_at = null where id = $1",
                    *(applicant["id"], level),
                )
            token = secrets.token_urlsafe(12)
            await connection.execute(
                "insert into sandbox_kyc.links values ($1, $2, $3, now() + $4 * interval '1 second')",
                *(token, applicant["id"], return_url, seconds),
            )
            return token

    async def behind(self, token: str) -> Record | None:
        """The applicant whom a link that still holds leads to, with its ``return_url``."""
        if "\0" in token:
            return None
        return await self._pool.fetchrow(
            "select a.*, l.return_url from sandbox_kyc.links l join sandbox_kyc.applicants a on a.id = l.applicant_id "
            "where l.token = $1 and l.expires_at > now()",
            token,
        )

    async def anything_due(self) -> bool:
        """One look, so that an idle company costs next to nothing."""
        due: bool = await self._pool.fetchval(
            "select exists (select from sandbox_kyc.webhooks where due_at <= now()) "
            "or exists (select from sandbox_kyc.applicants where due_at <= now())"
        )
        return due

    async def claim_webhooks(self, limit: int, lease_seconds: int) -> list[Webhook]:
        """Due ones, oldest first; due again after the lease, unless ``delivered`` or ``again`` says otherwise."""
        rows = await self._pool.fetch(
            "update sandbox_kyc.webhooks set due_at = now() + $2 * interval '1 second', attempts = attempts + 1 "
            "where id in (select id from sandbox_kyc.webhooks where due_at <= now() order by due_at, id limit $1 "
            "for update skip locked) returning id, body, attempts",
            *(limit, lease_seconds),
        )
        return [Webhook(*row) for row in sorted(rows)]

    async def delivered(self, webhook_id: int, answer: str) -> None:
        """Accepted or given up: not due any more."""
        await self._pool.execute(
            "update sandbox_kyc.webhooks set due_at = null, answer = $2 where id = $1", webhook_id, answer
        )

    async def again(self, webhook_id: int, answer: str, in_seconds: float) -> None:
        await self._pool.execute(
            "update sandbox_kyc.webhooks set due_at = now() + $3 * interval '1 second', answer = $2 where id = $1",
            *(webhook_id, answer, in_seconds),
        )


async def tell(connection: Connection, applicant: Record, kind: str, delays: Sequence[float] = (0.0,)) -> None:
    """Queue one event's webhook, once for each delay in seconds, in the transaction of what it tells."""
    body = orjson.dumps(_event(applicant, kind))
    await connection.executemany(
        "insert into sandbox_kyc.webhooks (body, due_at) values ($1, now() + $2 * interval '1 second')",
        [(body, delay) for delay in delays],
    )


def _event(applicant: Record, kind: str) -> dict[str, Any]:
    """As docs.sumsub.com shows it under "User verification webhooks"."""
    now = datetime.now(UTC)
    review = {"reviewResult": orjson.loads(applicant["review"])} if kind == "applicantReviewed" else {}
    return {
        "applicantId": applicant["id"],
        "inspectionId": applicant["inspection_id"],
        "applicantType": "individual",
        "correlationId": secrets.token_hex(16),
        "levelName": applicant["level"],
        "sandboxMode": True,
        "externalUserId": applicant["external_user_id"],
        "type": kind,
        **review,
        "reviewStatus": applicant["review_status"],
        "createdAt": f"{now:%Y-%m-%d %H:%M:%S}+0000",
        "createdAtMs": f"{now:%Y-%m-%d %H:%M:%S}.{now.microsecond // 1000:03d}",
        "clientId": "sandbox",
    }
