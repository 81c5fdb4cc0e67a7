"""Whether there is something to look at."""

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


class PostgresEvidence:
    """Documents that came after the last verdict: what was judged once is no evidence for another attempt."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has(self, player_id: PlayerId, level: KycLevel) -> bool:
        """A face alone says nothing."""
        types = [each.value for each in DocumentType if each.level is level and each is not DocumentType.SELFIE]
        return bool(await self._session.scalar(_HAS, {"player_id": player_id, "types": types, "level": int(level)}))
