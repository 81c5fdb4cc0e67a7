"""Whether there is something to look at, and for how long it is valid."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.jurisdiction import KycLevel
from domain.kyc import DocumentType
from domain.shared import PlayerId

_HAS = text("""
    select exists (
        select from kyc_documents
        where player_id = :player_id and type = any(:types) and stored_at is not null and key_sealed is not null
            and uploaded_at > coalesce(
                (select judged_at from kyc_cases where player_id = :player_id and level = :level), '-infinity'))
""")
_VALID_UNTIL = text("""
    select expires_on from kyc_documents
    where player_id = :player_id and type = any(:types) and stored_at is not null and key_sealed is not null
        and expires_on is not null
    order by uploaded_at desc, id desc limit 1
""")


class PostgresEvidence:
    """Documents that came after the last verdict: what was judged once is no evidence for another attempt."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has(self, player_id: PlayerId, level: KycLevel) -> bool:
        wanted = {"player_id": player_id, "types": _types(level), "level": int(level)}
        return bool(await self._session.scalar(_HAS, wanted))

    async def valid_until(self, player_id: PlayerId, level: KycLevel) -> date | None:
        wanted = {"player_id": player_id, "types": _types(level)}
        found: date | None = await self._session.scalar(_VALID_UNTIL, wanted)
        return found


def _types(level: KycLevel) -> list[str]:
    """A face alone says nothing."""
    return [each.value for each in DocumentType if each.level is level and each is not DocumentType.SELFIE]
