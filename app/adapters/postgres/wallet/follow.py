"""What the live feed reads: many wallets' news in one statement, and one wallet's backlog in pages."""

from collections.abc import Mapping

import asyncpg

from app.adapters.postgres.wallet.rows import TRANSACTION_COLUMNS, WALLET_COLUMNS, transaction_view, wallet_view
from app.live.wallet_news import WalletNews
from domain.shared import WalletId
from domain.wallet import TransactionView, WalletView

_NEWS = f"""
select {WALLET_COLUMNS}, {TRANSACTION_COLUMNS}
from unnest($1::bigint[], $2::bigint[]) as asked (id, known)
join wallets w on w.id = asked.id
left join lateral (
    select * from ledger_transactions l where l.wallet_id = w.id and l.sequence > asked.known
    order by l.sequence desc limit $3
) t on true
order by w.id, t.sequence
"""  # noqa: S608 (columns of ours)

_BACKLOG = f"""
select {TRANSACTION_COLUMNS}, w.currency
from ledger_transactions t join wallets w on w.id = t.wallet_id
where t.wallet_id = $1 and t.sequence > $2 and t.sequence <= $3
order by t.sequence limit $4
"""  # noqa: S608 (columns of ours)

_NOTHING_KNOWN = 2**63 - 1


class PostgresWalletFollower:
    """Implements WalletFollower; each answer is of one snapshot, so that state and history agree."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    async def news(self, known: Mapping[WalletId, int | None], limit: int) -> dict[WalletId, WalletNews]:
        rows = await self._pool.fetch(
            _NEWS,
            list(known),
            [_NOTHING_KNOWN if sequence is None else sequence for sequence in known.values()],
            limit,
        )
        wallets: dict[WalletId, WalletView] = {}
        transactions: dict[WalletId, list[TransactionView]] = {}
        for row in rows:
            wallet_id = WalletId(row["id"])
            if wallet_id not in wallets:
                wallets[wallet_id] = wallet_view(row)
                transactions[wallet_id] = []
            if row["sequence"] is not None:
                transactions[wallet_id].append(transaction_view(row))
        return {id: WalletNews(wallet, tuple(transactions[id])) for id, wallet in wallets.items()}

    async def backlog(self, wallet_id: WalletId, after: int, until: int, limit: int) -> tuple[TransactionView, ...]:
        rows = await self._pool.fetch(_BACKLOG, wallet_id, after, until, limit)
        return tuple(map(transaction_view, rows))

    async def cash_at(self, wallet_id: WalletId, sequence: int) -> int:
        """Cash, which may be below zero, when the wallet had reached ``sequence``."""
        cash: int | None = await self._pool.fetchval(
            "select cash_after from ledger_transactions where wallet_id = $1 and sequence = $2", wallet_id, sequence
        )
        return cash or 0
