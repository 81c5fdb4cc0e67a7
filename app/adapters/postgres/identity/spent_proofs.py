"""Proofs that others issue and we take once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_SPEND = text("""
    insert into spent_proofs as spent (digest, expires_at) values (:digest, :expires_at)
    on conflict (digest) do update set expires_at = excluded.expires_at where spent.expires_at <= :now
    returning true
""")
_SWEEP = text("""
    delete from spent_proofs where digest in (
        select digest from spent_proofs where expires_at <= :now order by expires_at limit 8 for update skip locked)
""")


class PostgresSpentProofs:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def spend(self, proof: bytes, expires_at: datetime, now: datetime) -> bool:
        """Each one clears away up to eight that have expired: the table cannot grow without bound."""
        proof_digest = sha256(proof).digest()
        first = await self._session.scalar(_SPEND, {"digest": proof_digest, "expires_at": expires_at, "now": now})
        await self._session.execute(_SWEEP, {"now": now})
        return bool(first)
