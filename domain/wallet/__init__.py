"""The wallet: accounts, positions, and the one door through which money moves."""

from domain.wallet.account import Account, Posting
from domain.wallet.adjust_balance import AdjustBalance, BalanceAdjusted, decide_adjustment
from domain.wallet.command import Command, Facet, FacetKey
from domain.wallet.decision import Decision, Event, Procedure, Procedures, Rule, TransactionKind
from domain.wallet.meaning import meaning_of
from domain.wallet.position import PlayerGate, Position, Settled, SettlementState, WalletState
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

__all__ = [
    "Account",
    "AdjustBalance",
    "AlreadyRolledBack",
    "BalanceAdjusted",
    "BalanceTooLarge",
    "Command",
    "Decision",
    "Event",
    "Facet",
    "FacetKey",
    "GateClosed",
    "InsufficientFunds",
    "PlayerGate",
    "Position",
    "Posting",
    "Procedure",
    "Procedures",
    "Rule",
    "Settled",
    "Settlement",
    "SettlementState",
    "TransactionKind",
    "UnknownPlayer",
    "UnknownWallet",
    "WalletState",
    "decide_adjustment",
    "gate_open",
    "meaning_of",
]
