"""The wallet's readers. Its money messages go to the settlement lanes instead."""

from app.adapters.postgres.wallet.ledger_reader import PostgresLedgerReader
from app.dispatch import Wiring
from app.platform import Platform
from domain.wallet import (
    FindTransactionsById,
    FindTransactionsByIdHandler,
    FindWalletsById,
    FindWalletsByIdHandler,
    ListTransactions,
    ListTransactionsHandler,
    ListWallets,
    ListWalletsHandler,
)


def wire_wallet(platform: Platform) -> Wiring:
    ledger = PostgresLedgerReader(platform.pool)
    return {
        FindTransactionsById: lambda _session: FindTransactionsByIdHandler(ledger),
        FindWalletsById: lambda _session: FindWalletsByIdHandler(ledger),
        ListTransactions: lambda _session: ListTransactionsHandler(ledger),
        ListWallets: lambda _session: ListWalletsHandler(ledger),
    }
