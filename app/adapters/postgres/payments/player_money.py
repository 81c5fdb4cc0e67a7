"""What a deposit needs of the player's wallets and gates."""

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.shared import PlayerId
from domain.wallet import PlayerGate

_OPEN = text("insert into wallets (player_id, currency) values (:player, :currency) on conflict do nothing")
_GLANCE = text("select blocks, jurisdiction, profile_version from player_gates where player_id = :player")
_GATE = text("select blocks, jurisdiction, profile_version from player_gates where player_id = :player for share")


class PostgresWallets:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, player_id: PlayerId, currency: str) -> None:
        await self._session.execute(_OPEN, {"player": player_id, "currency": currency})


class PostgresGates:
    """The row is locked for sharing: who closes a gate waits for our commit, or we see the closed gate."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, player_id: PlayerId) -> PlayerGate:
        return await self._read(_GATE, player_id)

    async def glance(self, player_id: PlayerId) -> PlayerGate:
        return await self._read(_GLANCE, player_id)

    async def _read(self, statement: TextClause, player_id: PlayerId) -> PlayerGate:
        row = (await self._session.execute(statement, {"player": player_id})).one()
        return PlayerGate(player_id, tuple(row.blocks), row.jurisdiction, row.profile_version)
