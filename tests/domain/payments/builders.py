"""Positions, deposits and withdrawals for tests of decisions."""

from datetime import UTC, datetime
from uuid import UUID

from domain.payments import DepositFacet, DepositState, WithdrawalFacet, WithdrawalState
from domain.shared import DepositId, PlayerId, WalletId, WithdrawalId
from domain.wallet import Account, Decision, Facet, PlayerGate, Position, WalletState

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
PLAYER = PlayerId(UUID(int=1))
DEPOSIT = DepositId(UUID(int=2))
WITHDRAWAL = WithdrawalId(UUID(int=3))
PROVIDER = "psp"
AMOUNT = 2500


class NoIds:
    def new(self) -> UUID:
        raise AssertionError("payment decisions make no ids")


def a_deposit(state: DepositState, paid_by: str | None = "pay_1") -> DepositFacet:
    paid_by = paid_by if state is DepositState.CONFIRMED else None
    return DepositFacet(DEPOSIT, PLAYER, PROVIDER, AMOUNT, "EUR", state, "", None, paid_by)


def a_withdrawal(state: WithdrawalState) -> WithdrawalFacet:
    return WithdrawalFacet(WITHDRAWAL, PLAYER, "key-12345", "card", PROVIDER, AMOUNT, "EUR", state, "", NOW, None)


def a_position(
    *facets: Facet, cash: int = 10_000, hold: int = 0, blocks: tuple[str, ...] = (), currency: str = "EUR"
) -> Position:
    wallet = WalletState(WalletId(7), currency, cash, 0, hold, 0, 41)
    return Position(PlayerGate(PLAYER, blocks), wallet, {(type(one), one.key()): one for one in facets}, {})


def moved(decision: Decision[object]) -> dict[Account, int]:
    """What each account gains; checks that nothing is made or lost."""
    sums: dict[Account, int] = {}
    for posting in decision.postings:
        sums[posting.account] = sums.get(posting.account, 0) + posting.amount_minor
    assert sum(sums.values()) == 0
    return sums
