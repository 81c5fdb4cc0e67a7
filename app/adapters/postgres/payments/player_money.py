"""What a deposit needs of the player's wallets and gates."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.shared import PlayerId
from domain.wallet import PlayerGate

_OPEN = text("insert into wallets (player_id, currency) values (:player, :currency) on conflict do nothing")
_GATE = text("select blocks from player_gates where player_id = :player for share")


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
        blocks: list[str] = (await self._session.execute(_GATE, {"player": player_id})).scalar_one()
        return PlayerGate(player_id, tuple(blocks))
