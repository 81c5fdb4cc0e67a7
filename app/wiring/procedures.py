"""Every money command with its rules, every facet with its table, every reply that may be stored."""

from collections.abc import Mapping
from typing import Any

from app.adapters.postgres.facets.deposits import DepositStore
from app.adapters.postgres.facets.game_sessions import GameSessionStore
from app.adapters.postgres.facets.rounds import RoundStore
from app.adapters.postgres.facets.withdrawals import WithdrawalStore
from app.settlement.facet_store import FacetStore
from app.settlement.replies import ReplyCodec
from domain.games import PROCEDURES as GAMES
from domain.games import BetPlaced, RolledBack, RoundClosed, WinSettled
from domain.payments import PROCEDURES as PAYMENTS
from domain.payments import DepositConfirmed, DepositFailed, WithdrawalHeld, WithdrawalMoved
from domain.wallet import PROCEDURES as WALLET
from domain.wallet import BalanceAdjusted, Facet, Procedure

PROCEDURES: Mapping[type[Any], Procedure[Any]] = {**WALLET, **GAMES, **PAYMENTS}

STORES: Mapping[type[Facet], FacetStore[Any]] = {
    store.kind: store for store in (RoundStore(), GameSessionStore(), DepositStore(), WithdrawalStore())
}


def reply_codec() -> ReplyCodec:
    games = (BetPlaced, WinSettled, RolledBack, RoundClosed)
    payments = (DepositConfirmed, DepositFailed, WithdrawalHeld, WithdrawalMoved)
    return ReplyCodec((BalanceAdjusted, *games, *payments))
