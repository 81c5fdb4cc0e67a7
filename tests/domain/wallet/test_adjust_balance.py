"""Staff adjustments: with a reason, and never into the red."""

import pytest

from domain.shared import MAX_MINOR, InvalidInput
from domain.wallet import Account, BalanceAdjusted, BalanceTooLarge, InsufficientFunds, TransactionKind
from tests.domain.games.builders import PLAYER, Table, a_wallet
from tests.money_commands import adjust


@pytest.mark.parametrize("amount", [500, -500, -1_000])
def test_an_adjustment_moves_cash_against_the_houses_own_account(amount: int) -> None:
    table = Table()
    assert table.judge(adjust(PLAYER, amount, "key", reason="a goodwill gesture")) == BalanceAdjusted(
        42, 1_000 + amount
    )
    assert table.postings == sorted([(Account.CASH, amount), (Account.ADJUSTMENT, -amount)])
    (row,) = table.changes.transactions
    assert (row[2], row[3], row[12]) == (TransactionKind.ADJUSTMENT, amount, "a goodwill gesture")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_needs_a_reason(reason: str) -> None:
    refusal = Table().judge(adjust(PLAYER, 500, "key", reason=reason))
    assert isinstance(refusal, InvalidInput)
    assert [problem.path for problem in refusal.fields] == ["reason"]


def test_an_adjustment_of_nothing_is_refused() -> None:
    assert isinstance(Table().judge(adjust(PLAYER, 0, "key")), InvalidInput)


@pytest.mark.parametrize("cash", [499, 0, -10])
def test_it_takes_no_more_than_the_player_has(cash: int) -> None:
    assert isinstance(Table(wallet=a_wallet(cash)).judge(adjust(PLAYER, -500, "key")), InsufficientFunds)


def test_a_credit_may_leave_a_smaller_deficit() -> None:
    assert Table(wallet=a_wallet(-500)).judge(adjust(PLAYER, 200, "key")) == BalanceAdjusted(42, -300)


def test_a_balance_never_grows_over_its_bound() -> None:
    assert isinstance(Table(wallet=a_wallet(MAX_MINOR)).judge(adjust(PLAYER, 1, "key")), BalanceTooLarge)
