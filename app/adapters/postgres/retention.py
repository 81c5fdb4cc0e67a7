"""Deleting records whose time is over, in batches, each with its count in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from domain.jurisdiction import GLI


@dataclass(frozen=True, slots=True)
class Record:
    """Rows of ``table`` by a condition on ``r``, the row, and ``$1``, the moment before which their time is over."""

    table: str
    over: str


RECORDS: Mapping[str, Record] = {
    "COMPLAINT": Record("complaints", "coalesce(r.closed_at, r.answered_at) <= $1"),  # with thread and log
    "EXCLUSION_REQUEST": Record(  # with its log; not while what it led to may hold
        "exclusion_requests",
        """
        r.decided_at <= $1 and not exists (
            select from exclusions e
            where e.id = r.exclusion_id and e.replaced_at is null and (e.opens_at is null or e.opens_at > $1))
        """,
    ),
    "MESSAGE": Record("messages", "coalesce(r.sent_at, r.given_up_at) <= $1"),
}
"""By kind, as ``RetentionRules.days`` names them; documents of KYC are swept with their files, elsewhere."""


async def delete_batch(
    pool: "asyncpg.Pool[asyncpg.Record]",
    id: UUID,
    kind: str,
    jurisdiction: str,
    ended_before: datetime,
    now: datetime,
    size: int,
) -> int:
    """Also those of nobody we know, where ``jurisdiction`` is the one that holds for everybody.

    Answers how many rows went; they are noted in ``retention_log`` in the same transaction.
    """
    record = RECORDS[kind]
    async with pool.acquire() as connection, connection.transaction():
        deleted = await connection.fetch(
            f"""
            delete from {record.table} where id in (
                select r.id from {record.table} r left join players p on p.id = r.player_id
                where coalesce(p.jurisdiction, $4) = $2 and {record.over} limit $3 for update of r skip locked)
            returning id
            """,  # noqa: S608 - constants
            ended_before,
            jurisdiction,
            size,
            GLI.code,
        )
        if deleted:
            await connection.execute(
                """
                insert into retention_log (id, at, record, jurisdiction, ended_before, deleted)
                values ($1, $2, $3, $4, $5, $6)
                """,
                id,
                now,
                kind,
                jurisdiction,
                ended_before,
                len(deleted),
            )
    return len(deleted)
