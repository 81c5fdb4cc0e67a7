"""Rows of the ledger as the domain's views."""

from asyncpg import Record

from domain.shared import PlayerId, WalletId
from domain.wallet import TransactionKind, TransactionView, WalletView

WALLET_COLUMNS = (
    "w.id, w.player_id, w.currency, w.cash, w.in_play, w.withdrawal_hold, w.vault, w.sequence as wallet_sequence"
)
TRANSACTION_COLUMNS = (
    "t.wallet_id, t.sequence, t.kind, t.amount, t.cash_after, t.occurred_at, t.caller, t.key, t.round_id,"
    " t.payment_id, t.reason"
)


def wallet_view(row: Record) -> WalletView:
    """Of a row with WALLET_COLUMNS."""
    return WalletView(
        WalletId(row["id"]),
        PlayerId(row["player_id"]),
        row["currency"],
        row["cash"],
        row["in_play"],
        row["withdrawal_hold"],
        row["vault"],
        row["wallet_sequence"],
    )


def transaction_view(row: Record) -> TransactionView:
    """Of a row with TRANSACTION_COLUMNS and the wallet's ``currency``."""
    return TransactionView(
        WalletId(row["wallet_id"]),
        row["currency"],
        row["sequence"],
        TransactionKind(row["kind"]),
        row["amount"],
        row["cash_after"],
        row["occurred_at"],
        row["caller"],
        row["key"],
        row["round_id"],
        row["payment_id"],
        row["reason"],
    )
