"""Wins: always owed, whatever was closed in the meantime."""

import pytest

from domain.games import RoundState, UnknownBet, WinSettled, WrongCurrency, WrongGame
from domain.shared import MAX_MINOR, InvalidInput, PlayerId
from domain.wallet import Account, BalanceTooLarge, SettlementState, TransactionKind
from tests.domain.games.builders import (
    ANOTHER_ROUND_ID,
    NEW_ID,
    NOW,
    PLAYER,
    Table,
    a_round,
    a_session,
    a_settled_bet,
    a_settled_win,
    a_wallet,
)
from tests.money_commands import win


def test_several_wins_of_one_round_are_each_paid() -> None:
    table = Table(a_round(100), a_settled_bet(), wallet=a_wallet(in_play=100))
    assert table.judge(win(PLAYER, 30, "one", bet_key="original")) == WinSettled(1_030, 42)
    assert table.judge(win(PLAYER, 20, "two", bet_key="original", closes=True)) == WinSettled(1_050, 43)
    assert (table.round.won, table.round.in_play, table.round.closed_at) == (50, 0, NOW)
    assert table.judge(win(PLAYER, 5, "late", bet_key="original")) == WinSettled(1_055, 44)
    assert table.round.state is RoundState.CLOSED


def test_a_win_of_zero_tells_a_loss() -> None:
    table = Table(a_round(100), a_settled_bet(), wallet=a_wallet(in_play=100))
    assert table.judge(win(PLAYER, 0, "key", bet_key="original", closes=True)) == WinSettled(1_000, 42)
    assert table.postings == [(Account.IN_PLAY, -100), (Account.GAME_RESULT, 100)]
    assert table.changes.transactions[0][2] is TransactionKind.ROUND_CLOSED


def test_a_promotion_wins_without_a_bet_a_session_or_an_open_gate() -> None:
    table = Table(session=a_session(ended_at=NOW), blocks=("bet:SELF_EXCLUDED", "login:CLOSED"))
    assert table.judge(win(PLAYER, 30, "key")) == WinSettled(1_030, 42)
    assert table.round.round_id == NEW_ID


def test_a_win_repays_a_deficit_first() -> None:
    assert Table(wallet=a_wallet(-50)).judge(win(PLAYER, 30, "one")) == WinSettled(0, 42)
    assert Table(wallet=a_wallet(-50)).judge(win(PLAYER, 80, "two")) == WinSettled(30, 42)


@pytest.mark.parametrize(
    "named",
    [
        a_settled_bet(round_id=ANOTHER_ROUND_ID),
        a_settled_bet(player=PlayerId(NEW_ID), round_id=ANOTHER_ROUND_ID),
        a_settled_win(),
        a_settled_bet("another key"),
    ],
)
def test_the_named_bet_must_be_a_bet_of_this_round(named: object) -> None:
    table = Table(a_round(), named)  # type: ignore[arg-type]
    assert isinstance(table.judge(win(PLAYER, 30, "key", bet_key="original")), UnknownBet)
    assert not table.changes


def test_a_bet_undone_earlier_in_the_batch_wins_nothing() -> None:
    undone = a_settled_bet(state=SettlementState.ROLLED_BACK)
    answer = Table(a_round(), undone).judge(win(PLAYER, 30, "key", bet_key="original"))
    assert type(answer).__name__ == "AlreadyRolledBack"


def test_a_negative_win_is_refused() -> None:
    assert isinstance(Table().judge(win(PLAYER, -1, "key")), InvalidInput)


def test_a_round_keeps_its_game_and_its_wallet() -> None:
    assert isinstance(Table(a_round(game="another")).judge(win(PLAYER, 1, "key")), WrongGame)
    assert isinstance(Table(a_round(wallet=8)).judge(win(PLAYER, 1, "key")), WrongCurrency)


def test_a_balance_never_grows_over_its_bound() -> None:
    table = Table(wallet=a_wallet(MAX_MINOR - 10))
    assert isinstance(table.judge(win(PLAYER, 11, "one")), BalanceTooLarge)
    assert not table.changes
    assert table.judge(win(PLAYER, 10, "two")) == WinSettled(MAX_MINOR, 42)
