"""Wallets and their history, read with plain asyncpg: no session, no transaction, one statement a question."""

import re
from collections.abc import Sequence

import asyncpg

from app.adapters.postgres.wallet.rows import TRANSACTION_COLUMNS, WALLET_COLUMNS, transaction_view, wallet_view
from domain.shared import Page, PageRequest, PlayerId, WalletId
from domain.wallet import TransactionFilter, TransactionId, TransactionView, WalletView

_SEQUENCE = re.compile(r"[0-9]{1,18}", re.ASCII)

_WALLETS = f"select {WALLET_COLUMNS} from wallets w "  # noqa: S608 (columns of ours)

_TRANSACTIONS = f"""
select {TRANSACTION_COLUMNS}, w.currency
from unnest($1::bigint[], $2::bigint[]) as wanted (wallet_id, sequence)
join ledger_transactions t using (wallet_id, sequence)
join wallets w on w.id = t.wallet_id
"""  # noqa: S608 (columns of ours)

_HISTORY = f"""
select {TRANSACTION_COLUMNS}, w.currency
from ledger_transactions t join wallets w on w.id = t.wallet_id
where t.wallet_id = $1
  and t.sequence < $2 and t.sequence > $3
  and ($4::smallint[] is null or t.kind = any($4))
  and ($5::timestamptz is null or t.occurred_at >= $5) and ($6::timestamptz is null or t.occurred_at < $6)
order by t.sequence {{direction}} limit $7
"""  # noqa: S608 (columns of ours)
_NEWER_FIRST = _HISTORY.format(direction="desc")
_OLDER_FIRST = _HISTORY.format(direction="asc")
_AFTER_ALL = 2**63 - 1


class PostgresLedgerReader:
    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    async def wallets_of(self, player_id: PlayerId) -> tuple[WalletView, ...]:
        rows = await self._pool.fetch(
            _WALLETS + "where w.player_id = $1 order by w.id",
            player_id,
        )
        return tuple(map(wallet_view, rows))

    async def wallet_of(self, player_id: PlayerId, currency: str) -> WalletView | None:
        row = await self._pool.fetchrow(
            _WALLETS + "where w.player_id = $1 and w.currency = $2",
            player_id,
            currency,
        )
        return wallet_view(row) if row else None

    async def wallets(self, ids: Sequence[WalletId]) -> tuple[WalletView, ...]:
        rows = await self._pool.fetch(
            _WALLETS + "where w.id = any($1::bigint[])",
            ids,
        )
        return tuple(map(wallet_view, rows))

    async def transactions(self, ids: Sequence[TransactionId]) -> tuple[TransactionView, ...]:
        rows = await self._pool.fetch(
            _TRANSACTIONS,
            [id.wallet_id for id in ids],
            [id.sequence for id in ids],
        )
        return tuple(map(transaction_view, rows))

    async def history(
        self, wallet_id: WalletId, wanted: TransactionFilter, request: PageRequest
    ) -> Page[TransactionView]:
        cursor: int | None = None
        if request.cursor is not None:
            if not _SEQUENCE.fullmatch(request.cursor):
                return Page((), (), False)
            cursor = int(request.cursor)
        found = await self._pool.fetch(
            _OLDER_FIRST if request.backward else _NEWER_FIRST,
            wallet_id,
            _AFTER_ALL if request.backward or cursor is None else cursor,
            cursor if request.backward and cursor is not None else 0,
            [int(kind) for kind in wanted.kinds] or None,
            wanted.since,
            wanted.until,
            request.size + 1,
        )
        rows = [transaction_view(row) for row in found[: request.size]]
        if request.backward:
            rows.reverse()
        return Page(tuple(rows), tuple(str(row.sequence) for row in rows), len(found) > request.size)
