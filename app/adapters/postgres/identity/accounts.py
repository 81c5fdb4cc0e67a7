"""Accounts as a whole: held for a change, their sessions, why they were closed, what is left in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from app.adapters.postgres.identity.players import PostgresPlayers
from domain.identity import EndReason, Player
from domain.shared import PlayerId, SessionId

_HOLD = text("select from players where id = :id for no key update")
_LOCK_GATES = text("select from player_gates where player_id = :id for no key update")
_END = text("""
    update sessions set ended_at = :now, end_reason = :reason
    where player_id = :id and ended_at is null and expires_at > :now and id is distinct from cast(:spare as uuid)
    returning id
""")
_KEEP_REASON = text("update players set closing_reason_sealed = :sealed where id = :id")
_LEFT = text("""
    select exists (
        select from wallets
        where player_id = :id and (cash > 0 or in_play > 0 or withdrawal_hold > 0 or vault > 0))
""")


class PostgresAccounts:
    def __init__(self, session: AsyncSession, players: PostgresPlayers, cipher: Cipher) -> None:
        self._session = session
        self._players = players
        self._cipher = cipher

    async def hold(self, player_id: PlayerId) -> Player:
        await self._session.execute(_HOLD, {"id": player_id})
        found = await self._players.get((player_id,))  # a second statement: it sees what the lock waited for
        return found[player_id]

    async def end_sessions(
        self, player_id: PlayerId, reason: EndReason, now: datetime, spare: SessionId | None = None
    ) -> tuple[SessionId, ...]:
        await self._session.execute(_LOCK_GATES, {"id": player_id})  # the lane reads sessions under it
        ended = await self._session.scalars(_END, {"id": player_id, "now": now, "reason": reason.value, "spare": spare})
        return tuple(SessionId(UUID(str(id_))) for id_ in ended)

    async def keep_closing_reason(self, player_id: PlayerId, reason: str) -> None:
        sealed = self._cipher.seal(reason, f"players/closing_reason/{player_id}") if reason else None
        await self._session.execute(_KEEP_REASON, {"id": player_id, "sealed": sealed})


class PostgresHoldings:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def left(self, player_id: PlayerId) -> bool:
        return bool(await self._session.scalar(_LEFT, {"id": player_id}))
