"""The access log; the table refuses any change of what was written."""

from uuid import UUID

from sqlalchemy import BindParameter, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import Cipher
from app.adapters.postgres.identity.visits import open_visit, seal_visit
from app.adapters.postgres.player_news import tell_after_commit
from app.adapters.postgres.tables.identity import AccessLogRow
from domain.identity import SIGN_INS, Access, AccessEvent
from domain.shared import Page, PageRequest, PlayerId, SessionId

_SIGN_INS: BindParameter[list[str]] = bindparam(
    "sign_ins", sorted(event.value for event in SIGN_INS), expanding=True, literal_execute=True
)
"""As literals: the index of sign-ins alone serves only a query whose plan can see them."""


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

    async def sign_ins(self, player_id: PlayerId, request: PageRequest) -> Page[Access]:
        wanted = select(AccessLogRow).where(
            col(AccessLogRow.player_id) == player_id, col(AccessLogRow.event).in_(_SIGN_INS)
        )
        if request.cursor is not None:
            try:
                cursor = UUID(request.cursor)
            except ValueError:
                return Page((), (), more=False)
            wanted = wanted.where(col(AccessLogRow.id) > cursor if request.backward else col(AccessLogRow.id) < cursor)
        order = col(AccessLogRow.id).asc() if request.backward else col(AccessLogRow.id).desc()
        rows = list(await self._session.scalars(wanted.order_by(order).limit(request.size + 1)))
        found = rows[: request.size]
        if request.backward:
            found.reverse()
        return Page(
            tuple(self._read(row) for row in found), tuple(str(row.id) for row in found), more=len(rows) > request.size
        )

    def _read(self, row: AccessLogRow) -> Access:
        return Access(
            id=row.id,
            at=row.at,
            event=AccessEvent(row.event),
            visit=open_visit(self._cipher, row.ip_sealed, row.user_agent_sealed, "access_log", row.id),
            player_id=None if row.player_id is None else PlayerId(row.player_id),
            session_id=None if row.session_id is None else SessionId(row.session_id),
            detail=row.detail,
        )
