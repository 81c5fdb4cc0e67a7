"""Sessions."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import Cipher
from app.adapters.postgres.identity.visits import open_visit, seal_visit
from app.adapters.postgres.tables.identity import SessionRow
from domain.identity import EndReason, Session, SessionKind, SignInMethod
from domain.shared import Page, PageRequest, PlayerId, SessionId

_LOCK_GATES = text("""
    select from player_gates where player_id = (select player_id from sessions where id = :id) for no key update
""")


class PostgresSessions:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def add(self, session: Session) -> None:
        ip, user_agent = seal_visit(self._cipher, session.visit, "sessions", session.id)
        await self._session.execute(
            insert(SessionRow).values(
                id=session.id,
                player_id=session.player_id,
                kind=session.kind.value,
                method=session.method.value,
                ip_sealed=ip,
                user_agent_sealed=user_agent,
                started_at=session.started_at,
                expires_at=session.expires_at,
                **_changing(session),
            )
        )

    async def lock(self, session_id: SessionId) -> Session | None:
        await self._session.execute(_LOCK_GATES, {"id": session_id})
        row = await self._session.scalar(
            select(SessionRow)
            .where(col(SessionRow.id) == session_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return None if row is None else self._read(row)

    async def save(self, session: Session) -> None:
        await self._session.execute(
            update(SessionRow).where(col(SessionRow.id) == session.id).values(**_changing(session))
        )

    async def get(self, ids: Collection[SessionId]) -> Mapping[SessionId, Session]:
        rows = await self._session.scalars(select(SessionRow).where(col(SessionRow.id).in_(ids)))
        return {SessionId(row.id): self._read(row) for row in rows}

    async def alive_of(self, player_id: PlayerId, now: datetime, request: PageRequest) -> Page[Session]:
        alive = select(SessionRow).where(
            col(SessionRow.player_id) == player_id, col(SessionRow.ended_at).is_(None), col(SessionRow.expires_at) > now
        )
        if request.cursor is not None:
            try:
                cursor = UUID(request.cursor)
            except ValueError:
                return Page((), (), more=False)
            alive = alive.where(col(SessionRow.id) > cursor if request.backward else col(SessionRow.id) < cursor)
        order = col(SessionRow.id).asc() if request.backward else col(SessionRow.id).desc()
        rows = list(await self._session.scalars(alive.order_by(order).limit(request.size + 1)))
        found = rows[: request.size]
        if request.backward:
            found.reverse()
        return Page(
            tuple(self._read(row) for row in found), tuple(str(row.id) for row in found), more=len(rows) > request.size
        )

    async def previous(self, session: SessionId, player_id: PlayerId) -> Session | None:
        row = await self._session.scalar(
            select(SessionRow)
            .where(
                col(SessionRow.player_id) == player_id,
                col(SessionRow.id) < session,
                col(SessionRow.kind) == SessionKind.PLAYER.value,
            )
            .order_by(col(SessionRow.id).desc())
            .limit(1)
        )
        return None if row is None else self._read(row)

    def _read(self, row: SessionRow) -> Session:
        return Session(
            id=SessionId(row.id),
            player_id=PlayerId(row.player_id),
            kind=SessionKind(row.kind),
            visit=open_visit(self._cipher, row.ip_sealed, row.user_agent_sealed, "sessions", row.id),
            started_at=row.started_at,
            expires_at=row.expires_at,
            last_seen_at=row.last_seen_at,
            generation=row.generation,
            refresh_digest=row.refresh_digest,
            spent_at=tuple(row.spent_at),
            proved_at=row.proved_at,
            ended_at=row.ended_at,
            end_reason=EndReason(row.end_reason) if row.end_reason else None,
            method=SignInMethod(row.method),
            last_active_at=row.last_active_at,
            locked_at=row.locked_at,
        )


def _changing(session: Session) -> dict[str, object]:
    return {
        "last_seen_at": session.last_seen_at,
        "generation": session.generation,
        "refresh_digest": session.refresh_digest,
        "spent_at": list(session.spent_at),
        "proved_at": session.proved_at,
        "last_active_at": session.last_active_at or session.started_at,
        "locked_at": session.locked_at,
        "ended_at": session.ended_at,
        "end_reason": session.end_reason.value if session.end_reason else None,
    }
