"""Sign-in attempts, counted before the password is looked at and forgiven when it was right."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import IPv6Network, ip_address

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
_FORGIVE_SUBJECT = text("delete from sign_in_attempts where key = :key")
_FORGIVE_ADDRESS = text("update sign_in_attempts set attempts = greatest(attempts - 1, 0) where key = :key")


class PostgresSignInAttempts:
    def __init__(self, session: AsyncSession, index: BlindIndex) -> None:
        self._session = session
        self._index = index

    async def take(self, subject: str, address: str, now: datetime, rules: SignInRules) -> None:
        window = timedelta(seconds=rules.window_seconds)
        bounds = {self._subject_key(subject): rules.failures_per_email}
        if address:
            bounds[self._address_key(address)] = rules.failures_per_address
        await self._count(bounds, now, window)

    async def take_registration(self, address: str, now: datetime, rules: SignInRules) -> None:
        if address:
            key = self._index.of(f"registrations {_network(address)}")
            await self._count({key: rules.registrations_per_address}, now, timedelta(seconds=rules.window_seconds))

    async def _count(self, bounds: Mapping[bytes, int], now: datetime, window: timedelta) -> None:
        for key, bound in sorted(bounds.items()):  # in one order, so that two sign-ins never wait for each other
            row = await self._session.execute(_TAKE, {"key": key, "now": now, "horizon": now - window})
            attempts, window_started_at = row.one()
            if attempts > bound:
                left = (window_started_at + window - now).total_seconds()
                await self._session.rollback()
                raise TooManyAttempts(retry_after_seconds=max(1, math.ceil(left)))
        # Each attempt leaves two rows at most and clears away up to eight: the table cannot grow without bound.
        await self._session.execute(_SWEEP, {"horizon": now - window})

    async def forgive(self, subject: str, address: str) -> None:
        keys = {self._subject_key(subject): _FORGIVE_SUBJECT}
        if address:
            keys[self._address_key(address)] = _FORGIVE_ADDRESS
        for key, statement in sorted(keys.items(), key=lambda item: item[0]):
            await self._session.execute(statement, {"key": key})

    def _subject_key(self, subject: str) -> bytes:
        return self._index.of(f"subject {subject}")

    def _address_key(self, address: str) -> bytes:
        return self._index.of(f"address {_network(address)}")


def _network(address: str) -> str:
    """An IPv6 customer holds a whole /64, so that is what counts as one address; all of IPv4 (::ffff:…) does not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(parsed) if parsed.version == 4 else str(IPv6Network((int(parsed), 64), strict=False))
