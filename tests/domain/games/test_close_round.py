"""Rounds end: what they held is lost."""

import pytest

from domain.games import RoundClosed, RoundState, UnknownRound, WrongCurrency
from domain.wallet import Account, TransactionKind
from tests.domain.games.builders import NOW, PLAYER, Table, a_round, a_wallet
from tests.money_commands import close


@pytest.mark.clause("GLI-19 4.16", rule="a held stake leaves play when its round ends", field="")
def test_the_held_stake_goes_to_the_game_result() -> None:
    table = Table(a_round(300), wallet=a_wallet(700, in_play=300))
    assert table.judge(close(PLAYER, "key")) == RoundClosed(700, 42)
    assert table.postings == [(Account.IN_PLAY, -300), (Account.GAME_RESULT, 300)]
    assert (table.changes.transactions[0][2], table.changes.transactions[0][3]) == (TransactionKind.ROUND_CLOSED, 0)
    assert (table.round.state, table.round.closed_at, table.round.in_play) == (RoundState.CLOSED, NOW, 0)


def test_only_its_own_stake_is_lost() -> None:
    table = Table(a_round(300), wallet=a_wallet(700, in_play=1_000))
    table.judge(close(PLAYER, "key"))
    assert table.wallet.in_play == 700


def test_a_round_without_stake_closes_without_a_transaction() -> None:
    table = Table(a_round(0))
    assert table.judge(close(PLAYER, "key")) == RoundClosed(1_000, 41)
    assert not table.changes.transactions
    assert table.round.state is RoundState.CLOSED


def test_a_closed_round_stays_as_it_was() -> None:
    table = Table(a_round(closed=True))
    assert table.judge(close(PLAYER, "key")) == RoundClosed(1_000, 41)
    assert not table.changes.facets


def test_a_round_keeps_its_wallet() -> None:
    """The held stake of one currency is never taken from what another has in play."""
    table = Table(a_round(300, wallet=8), wallet=a_wallet(700, in_play=300))
    assert isinstance(table.judge(close(PLAYER, "key")), WrongCurrency)
    assert not table.changes


def test_an_unknown_round_cannot_be_closed() -> None:
    assert isinstance(Table().judge(close(PLAYER, "key")), UnknownRound)
