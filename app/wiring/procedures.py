"""Every money command with its rules, every facet with its table, every reply that may be stored."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from app.adapters.postgres.facets.deposits import DepositStore
from app.adapters.postgres.facets.game_sessions import GameSessionStore
from app.adapters.postgres.facets.kyc_tallies import KycTallyStore
from app.adapters.postgres.facets.play_states import PlayStateStore
from app.adapters.postgres.facets.rounds import RoundStore
from app.adapters.postgres.facets.withdrawals import WithdrawalStore
from app.adapters.postgres.reference_rates import KeptRates
from app.settlement.facet_store import FacetStore
from app.settlement.replies import ReplyCodec
from domain.games import PROCEDURES as GAMES
from domain.games import (
    BetPlaced,
    CloseRound,
    PlaceBet,
    RollBack,
    RolledBack,
    RoundClosed,
    SettleWin,
    WinSettled,
    round_of,
    stake_of,
)
from domain.kyc import count_payment, guard_order
from domain.payments import PROCEDURES as PAYMENTS
from domain.payments import (
    ConfirmDeposit,
    DepositConfirmed,
    DepositFailed,
    DepositOrdered,
    FailDeposit,
    OrderDeposit,
    SettleWithdrawal,
    WithdrawalHeld,
    WithdrawalMoved,
)
from domain.responsible_gaming import (
    ReferenceRates,
    count_deposit,
    count_round,
    euro_up,
    guard_bet,
    guard_deposit_order,
    ordered_euro_minor,
)
from domain.shared import Clock
from domain.wallet import PROCEDURES as WALLET
from domain.wallet import BalanceAdjusted, Facet, Position, Procedure

UNGUARDED: Mapping[type[Any], Procedure[Any]] = {**WALLET, **GAMES, **PAYMENTS}
"""As the contexts judge by themselves: without limits, reality checks, pace and caps."""


def procedures(rates: ReferenceRates) -> Mapping[type[Any], Procedure[Any]]:
    """Responsible gaming judges every bet and every order of a deposit, and counts all money of play.

    KYC judges every order by its thresholds, and counts what is paid in and out.
    """
    worth = partial(euro_up, rates)

    def ordered(position: Position, now: datetime) -> int:
        return ordered_euro_minor(position, rates, now)

    return {
        **UNGUARDED,
        PlaceBet: guard_bet(UNGUARDED[PlaceBet], stake_of, rates),
        **{kind: count_round(UNGUARDED[kind], round_of, rates) for kind in (SettleWin, RollBack, CloseRound)},
        OrderDeposit: guard_order(guard_deposit_order(UNGUARDED[OrderDeposit], rates), ordered, worth),
        ConfirmDeposit: count_payment(count_deposit(UNGUARDED[ConfirmDeposit], rates), worth),
        FailDeposit: count_deposit(UNGUARDED[FailDeposit], rates),
        SettleWithdrawal: count_payment(UNGUARDED[SettleWithdrawal], worth),
    }


PROCEDURES = procedures(KeptRates())
"""By indicative rates."""


def stores(clock: Clock) -> Mapping[type[Facet], FacetStore[Any]]:
    """``clock`` is the lanes' own."""
    every = (
        RoundStore(),
        GameSessionStore(),
        DepositStore(),
        WithdrawalStore(),
        PlayStateStore(),
        KycTallyStore(clock),
    )
    return {store.kind: store for store in every}


def reply_codec() -> ReplyCodec:
    games = (BetPlaced, WinSettled, RolledBack, RoundClosed)
    payments = (DepositOrdered, DepositConfirmed, DepositFailed, WithdrawalHeld, WithdrawalMoved)
    return ReplyCodec((BalanceAdjusted, *games, *payments))
