"""The access log; the table refuses any change of what was written."""

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from app.adapters.postgres.identity.visits import seal_visit
from app.adapters.postgres.player_news import tell_after_commit
from app.adapters.postgres.tables.identity import AccessLogRow
from domain.identity import Access


class PostgresAccessLog:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def add(self, access: Access) -> None:
        if access.player_id is not None:
            tell_after_commit(self._session, access.player_id)
        ip, user_agent = seal_visit(self._cipher, access.visit, "access_log", access.id)
        await self._session.execute(
            insert(AccessLogRow).values(
                id=access.id,
                at=access.at,
                event=access.event.value,
                player_id=access.player_id,
                session_id=access.session_id,
                detail=access.detail,
                ip_sealed=ip,
                user_agent_sealed=user_agent,
            )
        )
