"""The table command by state of the round, cell by cell, through the lane's own batch."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.games import GameBalance, RoundFacet, RoundState
from domain.games.rounds_table import (
    ENDING,
    ROUNDS_TABLE,
    Amount,
    Answered,
    Move,
    Moves,
    Original,
    Outcome,
    Play,
    Refused,
    RoundIs,
)
from domain.wallet import Account, Command, Settled, SettlementState
from tests.domain.games.builders import (
    ANOTHER_ROUND_ID,
    NEW_ID,
    PLAYER,
    ROUND_ID,
    Table,
    a_round,
    a_settled_bet,
    a_settled_win,
    a_tombstone,
    a_wallet,
)
from tests.domain.games.rounds_page import PAGE, rendered
from tests.money_commands import CASINO, bet, close, roll_back, win

OTHERS_HOLD = 30
"""What another bet holds in the open round, beside the original bet's own stake."""
NAMES_ITS_ORIGINAL = {Play.WIN_OF_BET, Play.BET_BACK, Play.WIN_BACK}
BETS = {Play.BET, Play.WIN_OF_BET, Play.BET_BACK}

Cell = tuple[Play, Original, RoundIs]


def cells() -> Iterator[Any]:
    for (play, original, round_is), outcome in ROUNDS_TABLE.items():
        for amount in (0, 100):
            for ends in (False, True):
                name = f"{play.value}-{original.value}-{round_is.value}-{amount}{'-ends' if ends else ''}"
                yield pytest.param((play, original, round_is), outcome, amount, ends, id=name)


@pytest.mark.parametrize(("cell", "outcome", "amount", "ends"), list(cells()))
def test_every_cell(cell: Cell, outcome: Outcome, amount: int, ends: bool) -> None:
    play, _, round_is = cell
    command = the_command(play, amount, ends)
    held = held_before(cell, amount)
    table = Table(*what_is_known(cell, amount, command), wallet=a_wallet(in_play=held))
    sequence = table.wallet.sequence

    answer = table.judge(command)

    if isinstance(outcome, Moves):
        moves = ending(outcome.move, held, amount, ends=ends)
        assert table.postings == sorted(posting for each in moves for posting in each)
        assert isinstance(answer, GameBalance)
        assert answer.sequence == table.wallet.sequence == sequence + (1 if table.postings else 0)
        assert answer.playable_minor == table.wallet.playable
        after = RoundIs.CLOSED if ends else outcome.after
        assert table.round.state is (RoundState.CLOSED if after is RoundIs.CLOSED else RoundState.OPEN)
        assert table.round.in_play == table.wallet.in_play
        assert (table.round.closed_at is None) == (after is RoundIs.OPEN)
        assert table.round.round_id == (NEW_ID if round_is is RoundIs.NONE else ROUND_ID)
        return
    assert not table.changes.transactions
    assert not table.changes.facets
    if isinstance(outcome, Refused):
        assert type(answer) is outcome.refusal
        assert not table.changes, "a refusal leaves no trace"
    elif outcome is Answered.STORED:
        assert isinstance(answer, GameBalance)
        assert not table.changes
    else:
        assert isinstance(answer, GameBalance)
        kept = {key: settled.state for (_, key), settled in table.changes.settled.items()}
        tombstone = {"original": SettlementState.TOMBSTONE} if outcome is Answered.TOMBSTONE else {}
        assert kept == {"command": SettlementState.SETTLED} | tombstone


def the_command(play: Play, amount: int, ends: bool) -> Command[Any]:
    if play is Play.BET:
        return bet(PLAYER, amount, "command", closes=ends)
    if play is Play.WIN:
        return win(PLAYER, amount, "command", closes=ends)
    if play is Play.WIN_OF_BET:
        return win(PLAYER, amount, "command", bet_key="original", closes=ends)
    if play is Play.CLOSE:
        return close(PLAYER, "command")
    return roll_back(PLAYER, "original", "command", closes=ends)


def what_is_known(cell: Cell, amount: int, command: Command[Any]) -> Iterator[RoundFacet | Settled]:
    """The round and the original, as the cell says."""
    play, original, round_is = cell
    if round_is is not RoundIs.NONE:
        yield a_round(held_before(cell, amount), closed=round_is is RoundIs.CLOSED)
    if original is Original.UNKNOWN:
        return
    key = "original" if play in NAMES_ITS_ORIGINAL else "command"
    if original is Original.TOMBSTONE:
        yield a_tombstone(key)
        return
    state = SettlementState.SETTLED if original is Original.SETTLED else SettlementState.ROLLED_BACK
    round_id = ANOTHER_ROUND_ID if round_is is RoundIs.NONE else ROUND_ID
    settled = (a_settled_bet if play in BETS else a_settled_win)(key, amount, state=state, round_id=round_id)
    yield replace(settled, meaning=command.meaning) if key == "command" else settled


def held_before(cell: Cell, amount: int) -> int:
    """What the round has in play: another bet's stake, and that of a settled original that was a bet."""
    play, original, round_is = cell
    if round_is is not RoundIs.OPEN:
        return 0
    own = amount if play in BETS - {Play.BET} and original is Original.SETTLED else 0
    return OTHERS_HOLD + own


def ending(move: Move, held: int, amount: int, *, ends: bool) -> Iterator[list[tuple[int, int]]]:
    """Postings of the move itself and, where the command ends its round, of what that leaves held."""
    if move is not ENDING:
        yield postings(move, amount)
        held += (move.target is Account.IN_PLAY) * amount - (move.source is Account.IN_PLAY) * amount
    if ends or move is ENDING:
        yield postings(ENDING, held)


def postings(move: Move, amount: int) -> list[tuple[int, int]]:
    return [(move.source, -amount), (move.target, amount)] if amount else []


def test_the_table_is_complete() -> None:
    assert set(ROUNDS_TABLE) == {(play, original, is_) for play in Play for original in Original for is_ in RoundIs}
    assert ENDING.amount is Amount.HELD
    assert CASINO


def test_the_page_is_the_table() -> None:
    """Write it anew with ``python -m tests.domain.games.rounds_page``."""
    assert Path(PAGE).read_text() == rendered()
