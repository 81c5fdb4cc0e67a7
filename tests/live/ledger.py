"""A writer of committed batches for the tests of what follows them; rows as the settlement lane writes them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg

from domain.shared import PlayerId, WalletId
from domain.wallet import TransactionKind


class Ledger:
    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self.pool = pool

    async def open_wallet(self, currency: str = "EUR") -> tuple[PlayerId, WalletId]:
        player_id = uuid4()
        await self.pool.execute("insert into player_gates (player_id) values ($1)", player_id)
        return PlayerId(player_id), await self.add_wallet(player_id, currency)

    async def add_wallet(self, player_id: UUID, currency: str) -> WalletId:
        return WalletId(
            await self.pool.fetchval(
                "insert into wallets (player_id, currency) values ($1, $2) returning id", player_id, currency
            )
        )

    async def commit(
        self, amounts: Mapping[WalletId, Sequence[int]], kind: TransactionKind = TransactionKind.ADJUSTMENT
    ) -> tuple[int, dict[int, int]]:
        """One batch; the outbox row's id, and the sequences that the wallets reached."""
        async with self.pool.acquire() as connection, connection.transaction():
            reached: dict[int, int] = {
                wallet_id: await self._post(connection, wallet_id, kind, amounts[wallet_id])
                for wallet_id in sorted(amounts)
            }
            batch_id: int = await connection.fetchval(
                "insert into outbox (created_at, wallet_ids, sequences, events) values ($1, $2, $3, '[]') returning id",
                datetime.now(UTC),
                list(reached),
                list(reached.values()),
            )
        return batch_id, reached

    async def _post(
        self,
        connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]",
        wallet_id: int,
        kind: TransactionKind,
        amounts: Sequence[int],
    ) -> int:
        wallet = await connection.fetchrow(
            "select cash, sequence from wallets where id = $1 for no key update", wallet_id
        )
        assert wallet is not None
        cash: int = wallet["cash"]
        sequence: int = wallet["sequence"]
        for amount in amounts:
            cash, sequence = cash + amount, sequence + 1
            await connection.execute(
                "insert into ledger_transactions (wallet_id, sequence, kind, amount, cash_after, in_play_after,"
                " withdrawal_hold_after, vault_after, occurred_at, caller, key)"
                " values ($1, $2, $3, $4, $5, 0, 0, 0, $6, 'test', $7)",
                wallet_id,
                sequence,
                int(kind),
                amount,
                cash,
                datetime.now(UTC),
                f"{wallet_id}-{sequence}",
            )
        await connection.execute("update wallets set cash = $2, sequence = $3 where id = $1", wallet_id, cash, sequence)
        return sequence
