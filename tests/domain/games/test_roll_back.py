"""Rollbacks: whatever was settled can be taken back, once, in whatever order the news comes."""

import pytest

from domain.games import BetPlaced, NotReversible, RolledBack, RoundIsClosed, WinSettled
from domain.shared import PlayerId
from domain.wallet import Account, AlreadyRolledBack, SettlementState, TransactionKind
from tests.domain.games.builders import (
    ANOTHER_ROUND_ID,
    NEW_ID,
    PLAYER,
    Table,
    a_round,
    a_settled_bet,
    a_settled_win,
    a_wallet,
)
from tests.money_commands import CASINO, bet, close, roll_back, win


def test_a_bet_comes_back_from_play() -> None:
    table = Table(a_round(130), a_settled_bet(stake=100), wallet=a_wallet(900, in_play=130))
    assert table.judge(roll_back(PLAYER, "original", "key")) == RolledBack(1_000, 42)
    assert table.postings == [(Account.CASH, 100), (Account.IN_PLAY, -100)]
    assert (table.round.in_play, table.round.staked) == (30, 400)
    (row,) = table.changes.transactions
    assert row[2:4] == (TransactionKind.BET_ROLLBACK, 100)
    assert table.changes.undone == {(CASINO, "original"): SettlementState.ROLLED_BACK}


def test_a_bet_of_a_closed_round_is_given_back_by_the_house() -> None:
    table = Table(a_round(closed=True), a_settled_bet(stake=100), wallet=a_wallet(900))
    assert table.judge(roll_back(PLAYER, "original", "key")) == RolledBack(1_000, 42)
    assert table.postings == [(Account.CASH, 100), (Account.GAME_RESULT, -100)]


def test_a_spent_win_leaves_a_deficit_and_the_player_is_shown_nothing() -> None:
    table = Table(a_round(won=400), a_settled_win(win=400), wallet=a_wallet(150))
    assert table.judge(roll_back(PLAYER, "original", "key")) == RolledBack(0, 42)
    assert table.wallet.cash == -250
    assert (table.wallet.deficit, table.wallet.playable) == (250, 0)
    assert table.round.won == 0


def test_a_bet_rolled_back_while_a_deficit_is_carried_repays_a_part() -> None:
    table = Table(a_round(100), a_settled_bet(stake=100), wallet=a_wallet(-250, in_play=100))
    assert table.judge(roll_back(PLAYER, "original", "key")) == RolledBack(0, 42)
    assert table.wallet.cash == -150


def test_a_second_rollback_is_told_yes_and_moves_nothing() -> None:
    table = Table(a_round(100), a_settled_bet(stake=100), wallet=a_wallet(900, in_play=100))
    first = table.judge(roll_back(PLAYER, "original", "one"))
    assert table.judge(roll_back(PLAYER, "original", "two")) == first
    assert len(table.changes.transactions) == 1


def test_everything_of_a_round_in_one_batch() -> None:
    table = Table()
    answers = [
        table.judge(command)
        for command in (
            bet(PLAYER, 100, "bet"),
            win(PLAYER, 250, "win", bet_key="bet"),
            roll_back(PLAYER, "win", "back-1"),
            roll_back(PLAYER, "bet", "back-2"),
            close(PLAYER, "close"),
            bet(PLAYER, 1, "late"),
        )
    ]
    assert answers[:4] == [BetPlaced(900, 42), WinSettled(1_150, 43), RolledBack(900, 44), RolledBack(1_000, 45)]
    assert isinstance(answers[5], RoundIsClosed)
    states = {key: settled.state for (_, key), settled in table.changes.settled.items()}
    assert states["bet"] is states["win"] is SettlementState.ROLLED_BACK
    assert not table.changes.undone, "what the batch itself stores is stored as undone"


def test_a_rollback_before_its_original_leaves_a_tombstone_for_it() -> None:
    table = Table()
    assert table.judge(roll_back(PLAYER, "bet", "back")) == RolledBack(1_000, 41)
    assert isinstance(table.judge(bet(PLAYER, 100, "bet")), AlreadyRolledBack)
    assert table.judge(roll_back(PLAYER, "bet", "again")) == RolledBack(1_000, 41)
    assert not table.changes.transactions


@pytest.mark.parametrize(
    "original",
    [
        a_settled_bet(round_id=ANOTHER_ROUND_ID),
        a_settled_bet(player=PlayerId(NEW_ID)),
        a_settled_win(player=PlayerId(NEW_ID), state=SettlementState.ROLLED_BACK),
    ],
)
def test_only_what_is_this_players_and_of_this_round_can_be_taken_back(original: object) -> None:
    table = Table(a_round(100), original, wallet=a_wallet(in_play=100))  # type: ignore[arg-type]
    assert isinstance(table.judge(roll_back(PLAYER, "original", "key")), NotReversible)
    assert not table.changes


def test_a_round_keeps_its_wallet() -> None:
    table = Table(a_round(100, wallet=8), a_settled_bet(), wallet=a_wallet(in_play=100))
    assert isinstance(table.judge(roll_back(PLAYER, "original", "key")), NotReversible)


def test_a_rollback_cannot_be_rolled_back() -> None:
    table = Table(a_round(100), a_settled_bet(stake=100), wallet=a_wallet(900, in_play=100))
    table.judge(roll_back(PLAYER, "original", "back"))
    assert isinstance(table.judge(roll_back(PLAYER, "back", "back of back")), NotReversible)
    assert table.wallet.cash == 1_000
