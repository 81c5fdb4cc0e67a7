"""Game sessions, for the settlement lane; it reads them and never writes them."""

from collections.abc import Hashable, Mapping, Sequence

from asyncpg import Connection, Record

from app.settlement.literals import digests
from domain.games import GameSessionFacet

LOAD = """
select id, token_digest, player_id, provider, game_code, currency, expires_at, ended_at
from game_sessions where token_digest = any($1::text::bytea[])
"""


class GameSessionStore:
    kind = GameSessionFacet

    async def load(
        self, connection: "Connection[Record]", keys: Sequence[Hashable]
    ) -> Mapping[Hashable, GameSessionFacet]:
        wanted = [key for key in keys if isinstance(key, bytes)]
        return {row[1]: GameSessionFacet(*row) for row in await connection.fetch(LOAD, digests(wanted))}

    async def save(self, connection: "Connection[Record]", changed: Sequence[GameSessionFacet]) -> None:
        del connection, changed
        raise TypeError("no decision changes a game session")
