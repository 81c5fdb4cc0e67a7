"""Sign-in attempts, counted before the password is looked at and forgiven when it was right."""

import math
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import BlindIndex
from domain.jurisdiction import SignInRules
from domain.shared import TooManyAttempts

_TAKE = text("""
    insert into sign_in_attempts as a (key, attempts, window_started_at) values (:key, 1, :now)
    on conflict (key) do update set
        attempts = case when a.window_started_at <= :horizon then 1 else a.attempts + 1 end,
        window_started_at = case when a.window_started_at <= :horizon then :now else a.window_started_at end
    returning attempts, window_started_at
""")
_SWEEP = text("""
    delete from sign_in_attempts where key in (
        select key from sign_in_attempts where window_started_at <= :horizon
        order by window_started_at limit 8 for update skip locked)
""")
_FORGIVE = text("delete from sign_in_attempts where key = :key")


class PostgresSignInAttempts:
    def __init__(self, session: AsyncSession, index: BlindIndex) -> None:
        self._session = session
        self._index = index

    async def take(self, subject: str, now: datetime, rules: SignInRules) -> int:
        window = timedelta(seconds=rules.lock_window_seconds)
        taken = await self._session.execute(_TAKE, {"key": self._key(subject), "now": now, "horizon": now - window})
        attempts, window_started_at = taken.one()
        if attempts > rules.failures_per_subject:
            left = (window_started_at + window - now).total_seconds()
            await self._session.rollback()
            raise TooManyAttempts(retry_after_seconds=max(1, math.ceil(left)))
        # Each attempt leaves one row at most and clears away up to eight: the table cannot grow without bound.
        await self._session.execute(_SWEEP, {"horizon": now - window})
        return int(attempts)

    async def forgive(self, subject: str) -> None:
        await self._session.execute(_FORGIVE, {"key": self._key(subject)})

    def _key(self, subject: str) -> bytes:
        return self._index.of(f"subject {subject}")
