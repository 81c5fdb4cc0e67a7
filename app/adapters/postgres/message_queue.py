"""The queue of messages to people: claimed, carried, marked; and the local mailbox, which reads it."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import orjson

from app.adapters.cipher import CannotOpen, Cipher
from domain.identity.messages import Channel, Template

_TAKE = """
update messages set attempts = attempts + 1, due_at = $2::timestamptz + $3::interval
where id in (
    select id from messages
    where channel = $1 and due_at <= $2 and sent_at is null and given_up_at is null
    order by due_at limit $4 for update skip locked)
returning id, channel, template, language, recipient_sealed, facts_sealed, created_at, sent_at, expires_at, attempts
"""
_FINISH = """
update messages set
    sent_at = case when $2 then $3::timestamptz end,
    given_up_at = case when $2 then null else $3::timestamptz end,
    recipient_sealed = case when $4 then recipient_sealed end,
    facts_sealed = case when $4 then facts_sealed end
where id = $1
"""
_NEWEST = """
select id, channel, template, language, recipient_sealed, facts_sealed, created_at, sent_at, expires_at, attempts
from messages
where channel = any($1) and recipient_sealed is not null and (expires_at is null or expires_at > created_at)
order by created_at desc, id desc limit $2
"""
_LET_GO = """
delete from messages where id in (
    select id from (select id, created_at, sent_at, given_up_at from messages order by id limit $2) as oldest
    where created_at < $1 and (sent_at is not null or given_up_at is not null))
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    id: UUID
    channel: Channel
    template: Template
    language: str
    to: str = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    created_at: datetime
    sent_at: datetime | None
    expires_at: datetime | None
    attempts: int
    """This one included."""


class MessageQueue:
    """Any number of processes may take from it: rows are claimed with ``for update skip locked``."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", cipher: Cipher) -> None:
        self._pool = pool
        self._cipher = cipher

    async def take(self, channel: Channel, now: datetime, lease: timedelta, limit: int) -> Sequence[QueuedMessage]:
        """Those due longest; each is due again after the lease, should nobody ``finish`` or ``put_off`` it before.

        One that this process cannot read (a key that is gone, a template of a newer version) waits for another.
        """
        rows = await self._pool.fetch(_TAKE, channel.value, now, lease, limit)
        return self._readable(rows)

    async def put_off(self, id_: UUID, due_at: datetime) -> None:
        await self._pool.execute("update messages set due_at = $2 where id = $1", id_, due_at)

    async def finish(self, id_: UUID, now: datetime, *, sent: bool, keep: bool) -> None:
        """Sent or given up, for good. Unless it is kept, to whom it went and what it told are wiped."""
        await self._pool.execute(_FINISH, id_, sent, now, keep)

    async def newest(self, channels: Collection[Channel], limit: int) -> Sequence[QueuedMessage]:
        """Those of these channels that are still readable, whether marked as sent or not, newest first.

        What had expired when it was written was never meant to arrive (``CodeDesk.pretend``).
        """
        rows = await self._pool.fetch(_NEWEST, [channel.value for channel in channels], limit)
        return self._readable(rows)

    async def let_go(self, before: datetime, limit: int) -> int:
        """Delete, of the ``limit`` oldest rows, those finished and made before ``before``; how many."""
        status = await self._pool.execute(_LET_GO, before, limit)
        return int(status.split()[-1])

    def _readable(self, rows: Sequence[asyncpg.Record]) -> list[QueuedMessage]:
        found = []
        for row in rows:
            try:
                found.append(self._read(row))
            except (CannotOpen, ValueError) as unreadable:
                log.error("message %s cannot be read: %s", row["id"], type(unreadable).__name__)
        return found

    def _read(self, row: asyncpg.Record) -> QueuedMessage:
        id_ = row["id"]
        return QueuedMessage(
            id_,
            Channel(row["channel"]),
            Template(row["template"]),
            row["language"],
            self._cipher.open(row["recipient_sealed"], f"messages/recipient/{id_}"),
            orjson.loads(self._cipher.open(row["facts_sealed"], f"messages/facts/{id_}")),
            row["created_at"],
            row["sent_at"],
            row["expires_at"],
            row["attempts"],
        )
