"""The wallet: accounts, positions, and the one door through which money moves."""

from domain.wallet.account import Account, Posting
from domain.wallet.adjust_balance import AdjustBalance, BalanceAdjusted, decide_adjustment
from domain.wallet.command import Command, Facet, FacetKey
from domain.wallet.decision import Decision, Event, Procedure, Procedures, Rule, TransactionKind
from domain.wallet.feed import (
    MAX_BACKLOG,
    MAX_CAUSES,
    BalanceCause,
    BalanceChange,
    BalanceEvent,
    BalanceSnapshot,
    SnapshotRequired,
    TransactionAdded,
    TransactionEvent,
    WalletFeed,
)
from domain.wallet.ledger_reader import LedgerReader, TransactionFilter
from domain.wallet.meaning import meaning_of
from domain.wallet.position import PlayerGate, Position, Settled, SettlementState, WalletState
from domain.wallet.procedures import PROCEDURES
from domain.wallet.refusals import (
    AlreadyRolledBack,
    BalanceTooLarge,
    GateClosed,
    InsufficientFunds,
    UnknownPlayer,
    UnknownWallet,
)
from domain.wallet.rules import gate_open
from domain.wallet.settlement import Settlement
from domain.wallet.use_cases.find_transactions_by_id import FindTransactionsById, FindTransactionsByIdHandler
from domain.wallet.use_cases.find_wallets_by_id import FindWalletsById, FindWalletsByIdHandler
from domain.wallet.use_cases.list_transactions import ListTransactions, ListTransactionsHandler
from domain.wallet.use_cases.list_wallets import ListWallets, ListWalletsHandler
from domain.wallet.views import TransactionId, TransactionView, WalletView

__all__ = [
    "MAX_BACKLOG",
    "MAX_CAUSES",
    "PROCEDURES",
    "Account",
    "AdjustBalance",
    "AlreadyRolledBack",
    "BalanceAdjusted",
    "BalanceCause",
    "BalanceChange",
    "BalanceEvent",
    "BalanceSnapshot",
    "BalanceTooLarge",
    "Command",
    "Decision",
    "Event",
    "Facet",
    "FacetKey",
    "FindTransactionsById",
    "FindTransactionsByIdHandler",
    "FindWalletsById",
    "FindWalletsByIdHandler",
    "GateClosed",
    "InsufficientFunds",
    "LedgerReader",
    "ListTransactions",
    "ListTransactionsHandler",
    "ListWallets",
    "ListWalletsHandler",
    "PlayerGate",
    "Position",
    "Posting",
    "Procedure",
    "Procedures",
    "Rule",
    "Settled",
    "Settlement",
    "SettlementState",
    "SnapshotRequired",
    "TransactionAdded",
    "TransactionEvent",
    "TransactionFilter",
    "TransactionId",
    "TransactionKind",
    "TransactionView",
    "UnknownPlayer",
    "UnknownWallet",
    "WalletFeed",
    "WalletState",
    "WalletView",
    "decide_adjustment",
    "gate_open",
    "meaning_of",
]
