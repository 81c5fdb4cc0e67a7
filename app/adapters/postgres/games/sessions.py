"""Game sessions in PostgreSQL, written under the player's lock."""

from datetime import datetime

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.postgres.games.token_seal import TokenSeal
from app.adapters.postgres.tables.games import GameLaunchRow, GameSessionRow
from domain.games import GameSession, Launch, token_digest
from domain.shared import GameSessionId, PlayerId, SessionId
from domain.wallet import PlayerGate

_LOCK = text("select 1 from player_gates where player_id = :player for no key update")
_GATE = text("select blocks, jurisdiction, profile_version from player_gates where player_id = :player")
_WALLET = text("select 1 from wallets where player_id = :player and currency = :currency")


class PostgresGameSessions:
    def __init__(self, session: AsyncSession, seal: TokenSeal) -> None:
        self._session = session
        self._seal = seal

    async def lock(self, player_id: PlayerId) -> PlayerGate | None:
        """Two statements: what the locking one reads may be stale under READ COMMITTED."""
        if (await self._session.execute(_LOCK, {"player": player_id})).first() is None:
            return None
        return await self.gate(player_id)

    async def gate(self, player_id: PlayerId) -> PlayerGate | None:
        found = (await self._session.execute(_GATE, {"player": player_id})).first()
        if found is None:
            return None
        return PlayerGate(player_id, tuple(found.blocks), found.jurisdiction, found.profile_version)

    async def has_wallet(self, player_id: PlayerId, currency: str) -> bool:
        return (await self._session.execute(_WALLET, {"player": player_id, "currency": currency})).first() is not None

    async def launched(self, player_id: PlayerId, key: str) -> Launch | None:
        launch = await self._session.get(GameLaunchRow, (player_id, key))
        if launch is None:
            return None
        row = await self._session.get_one(GameSessionRow, launch.session_id)
        return Launch(key, launch.meaning, _session(row), self._seal.open(launch.session_id, launch.sealed_token))

    async def open(self, launch: Launch) -> None:
        session = launch.session
        self._session.add(
            GameSessionRow(
                id=session.id,
                token_digest=token_digest(launch.token),
                player_id=session.player_id,
                provider=session.provider,
                game_code=session.game_code,
                currency=session.currency,
                opened_at=session.opened_at,
                expires_at=session.expires_at,
                session_id=session.sign_in,
            )
        )
        self._session.add(
            GameLaunchRow(
                player_id=session.player_id,
                key=launch.key,
                meaning=launch.meaning,
                session_id=session.id,
                sealed_token=self._seal.close(session.id, launch.token),
            )
        )
        await self._session.flush()

    async def pass_on(self, session_id: GameSessionId, sign_in: SessionId | None) -> None:
        await self._session.execute(
            update(GameSessionRow).where(col(GameSessionRow.id) == session_id).values(session_id=sign_in)
        )

    async def find(self, player_id: PlayerId, session_id: GameSessionId) -> GameSession | None:
        row = await self._session.get(GameSessionRow, session_id)
        return None if row is None or row.player_id != player_id else _session(row)

    async def end(self, session_id: GameSessionId, at: datetime) -> None:
        await self._session.execute(
            update(GameSessionRow).where(col(GameSessionRow.id) == session_id).values(ended_at=at)
        )


def _session(row: GameSessionRow) -> GameSession:
    return GameSession(
        id=GameSessionId(row.id),
        player_id=PlayerId(row.player_id),
        provider=row.provider,
        game_code=row.game_code,
        currency=row.currency,
        opened_at=row.opened_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        sign_in=None if row.session_id is None else SessionId(row.session_id),
    )
