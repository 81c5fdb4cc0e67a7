"""What identity projects for the settlement lane."""

from collections.abc import Collection, Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.player_news import tell_after_commit
from domain.shared import PlayerId

_OPEN = text("""
    insert into player_gates (player_id, jurisdiction, profile_version)
    select id, jurisdiction, profile_version from players where id = :id
""")
_BLOCK = text("""
    update player_gates set blocks = array(select distinct unnest(blocks || cast(:blocks as text[])) order by 1)
    where player_id = :id
""")
_UNBLOCK = text("""
    update player_gates set blocks = array(
        select block from unnest(blocks) as block where block <> all (cast(:blocks as text[])) order by 1)
    where player_id = :id
""")


class PostgresPlayerGates:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, player_id: PlayerId, currency: str) -> None:
        await self._session.execute(_OPEN, {"id": player_id})
        await self._session.execute(
            text("insert into wallets (player_id, currency) values (:id, :currency)"),
            {"id": player_id, "currency": currency},
        )

    async def block(self, player_id: PlayerId, blocks: Collection[str]) -> None:
        tell_after_commit(self._session, player_id)
        await self._session.execute(_BLOCK, {"id": player_id, "blocks": list(blocks)})

    async def unblock(self, player_id: PlayerId, blocks: Collection[str]) -> None:
        tell_after_commit(self._session, player_id)
        await self._session.execute(_UNBLOCK, {"id": player_id, "blocks": list(blocks)})

    async def blocks(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, tuple[str, ...]]:
        rows = await self._session.execute(
            text("select player_id, blocks from player_gates where player_id = any(:ids)"), {"ids": list(ids)}
        )
        return {PlayerId(player_id): tuple(blocks) for player_id, blocks in rows}
