"""What the callbacks read beside the money door."""

import asyncpg

from app.adapters.game_providers.hub88.messages import CALLER, Rollback
from domain.games import UnknownGameSession, WrongGame
from domain.shared import PlayerId
from domain.wallet import UnknownPlayer, UnknownWallet

_BALANCE = """
select s.game_code, s.currency, w.cash
from game_sessions s left join wallets w on w.player_id = s.player_id and w.currency = s.currency
where s.token_digest = $1 and s.player_id = $2 and s.provider = $3
"""

_COUNTRY = "select p.country from player_gates g left join players p on p.id = g.player_id where g.player_id = $1"

_CURRENCY = """
select coalesce(
    (select w.currency from rounds r join wallets w on w.id = r.wallet_id
     where r.player_id = $1 and r.provider = $2 and r.reference = $3),
    (select s.currency from game_sessions s where s.token_digest = $4 and s.player_id = $1),
    (select w.currency from wallets w where w.player_id = $1 order by w.id limit 1))
"""


class WalletReads:
    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    async def balance(self, player: PlayerId, token_digest: bytes, game_code: str | None) -> tuple[int, str]:
        """What the player can stake in this session, and its currency; an expired session still tells."""
        row = await self._pool.fetchrow(_BALANCE, token_digest, player, CALLER)
        if row is None:
            raise UnknownGameSession
        if game_code not in (None, row["game_code"]):
            raise WrongGame
        if row["cash"] is None:
            raise UnknownWallet
        return max(row["cash"], 0), row["currency"]

    async def country(self, player: PlayerId) -> str | None:
        """ISO 3166-1 alpha-2, where the player told it. Raises UnknownPlayer."""
        row = await self._pool.fetchrow(_COUNTRY, player)
        if row is None:
            raise UnknownPlayer
        country: str | None = row["country"]
        return country

    async def currency_of(self, rollback: Rollback) -> str:
        """The currency of a rollback that does not say: its round's, else its session's, else the player's first.

        The last serves a tombstone alone, which moves no money in any currency.
        """
        found = await self._pool.fetchval(
            _CURRENCY, rollback.player, CALLER, rollback.round_reference, rollback.token_digest
        )
        if not isinstance(found, str):
            raise UnknownPlayer
        return found
