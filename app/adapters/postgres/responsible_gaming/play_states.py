"""Play states for whoever changes limits, intervals or acknowledgements: under the lock that the lane takes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.facets.play_states import PLAYED, READ, SET, row_of, settings_of, state_of
from domain.responsible_gaming import Flow, FlowKey, Played, PlayedWallet, PlayState, Usage, window
from domain.responsible_gaming.play_usage import against, by_currency
from domain.responsible_gaming.usage import counted
from domain.shared import PlayerId
from domain.wallet import TransactionKind, UnknownPlayer

_LOCK = text("select 1 from player_gates where player_id = :player for no key update")
# What was rolled back was neither staked nor won. A wallet's transactions of a time are found by its latest sequences.
_PLAYED = text("""
select w.currency, t.kind, t.amount, t.occurred_at
from wallets w join ledger_transactions t on t.wallet_id = w.id
join settlements s on s.caller = t.caller and s.key = t.key
where w.player_id = :player and t.occurred_at >= :since and t.kind = any(:kinds) and s.state = 1
order by t.occurred_at
""")
_WALLETS = text("select currency, staked, won, last_bet_at from wallets where player_id = :player")
_KINDS = {
    Flow.DEPOSIT: [int(TransactionKind.DEPOSIT)],
    Flow.PLAY: [int(TransactionKind.BET), int(TransactionKind.WIN)],
}


class PostgresPlayStates:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self, player_id: PlayerId) -> PlayState:
        """Raises UnknownPlayer. Two statements: what the locking one reads may be stale under READ COMMITTED."""
        if (await self._session.execute(_LOCK, {"player": player_id})).first() is None:
            raise UnknownPlayer
        return await self.read(player_id)

    async def read(self, player_id: PlayerId) -> PlayState:
        connection = await self._session.connection()
        row = (await connection.exec_driver_sql(READ.text, tuple(READ.parameters([(player_id,)])))).first()
        return PlayState(player_id) if row is None else state_of(tuple(row))

    async def played(self, player_id: PlayerId) -> Sequence[Played]:
        rows = await self._session.execute(_WALLETS, {"player": player_id})
        return [PlayedWallet(*row) for row in rows]

    async def save(self, state: PlayState) -> None:
        connection = await self._session.connection()
        await connection.exec_driver_sql(PLAYED.text, tuple(PLAYED.parameters([row_of(state)])))
        await connection.exec_driver_sql(SET, settings_of(state))

    async def from_ledger(self, player_id: PlayerId, flow: FlowKey, now: datetime, *, rolling: bool) -> Usage:
        kind, period = flow
        # A bucket that is partly older than the window counts whole, so its rows are read from its own beginning.
        begins = window(period, now, rolling=rolling).start
        begins = window(period, datetime.fromtimestamp(begins, UTC), rolling=rolling).bucket_start
        since = datetime.fromtimestamp(begins, UTC)
        rows = await self._session.execute(_PLAYED, {"player": player_id, "since": since, "kinds": _KINDS[kind]})
        usage: defaultdict[str, Usage] = defaultdict(dict)
        for currency, transaction, amount, at in rows:
            won = amount if transaction == TransactionKind.WIN else 0
            spent = 0 if won else abs(amount)
            usage[currency] = counted(
                usage[currency], window(period, at, rolling=rolling), currency, spent=spent, won=won
            )
        found = {currency: buckets[currency] for currency, buckets in usage.items()}
        return against(found, by_currency(await self.played(player_id))) if kind is Flow.PLAY else found
