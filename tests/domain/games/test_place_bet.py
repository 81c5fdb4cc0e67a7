"""Bets: who may place one, and what it moves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.games import (
    BetPlaced,
    GameSessionEnded,
    GameSessionFacet,
    RolledBack,
    RoundState,
    SignIn,
    UnknownGameSession,
    WinSettled,
    WrongCurrency,
    WrongGame,
)
from domain.jurisdiction import GLI
from domain.shared import InvalidInput, PlayerId, Refusal
from domain.wallet import Account, GateClosed, InsufficientFunds, TransactionKind
from tests.domain.games.builders import (
    NEW_ID,
    NOW,
    PLAYER,
    Table,
    a_round,
    a_session,
    a_settled_bet,
    a_sign_in,
    a_wallet,
)
from tests.money_commands import bet, roll_back, win

IDLE = timedelta(seconds=GLI.session.idle_seconds)


@pytest.mark.clause("GLI-19 4.16", rule="a stake leaves cash and is held in play", field="")
def test_a_bet_opens_its_round_and_is_held_in_play() -> None:
    table = Table()
    assert table.judge(bet(PLAYER, 300, "key")) == BetPlaced(700, 42)
    (row,) = table.changes.transactions
    assert row[1:8] == (42, TransactionKind.BET, -300, 700, 300, 0, 0)
    assert row[8:] == ("hub88", "key", NEW_ID, None, "")
    assert (table.round.state, table.round.staked, table.round.opened_at) == (RoundState.OPEN, 300, NOW)
    assert not table.round.known


def test_a_bet_that_ends_its_round_is_lost_with_what_the_round_held() -> None:
    table = Table(a_round(50), wallet=a_wallet(in_play=50))
    assert table.judge(bet(PLAYER, 300, "key", closes=True)) == BetPlaced(700, 42)
    assert table.postings == [(Account.CASH, -300), (Account.IN_PLAY, -350), (Account.IN_PLAY, 300), (101, 350)]
    assert [party for *_, party, _ in table.changes.postings] == ["", "", "", "hub88"]


def test_a_free_bet_is_told_the_balance_as_it_is() -> None:
    table = Table()
    assert table.judge(bet(PLAYER, 0, "key")) == BetPlaced(1_000, 41)
    assert not table.changes.transactions
    assert table.round.state is RoundState.OPEN


@pytest.mark.parametrize(
    ("session", "refusal"),
    [
        (a_session(token_digest=b"another"), UnknownGameSession),
        (a_session(player_id=PlayerId(NEW_ID)), UnknownGameSession),
        (a_session(provider="another"), UnknownGameSession),
        (a_session(expires_at=NOW), GameSessionEnded),
        (a_session(ended_at=NOW - timedelta(seconds=1)), GameSessionEnded),
        (a_session(game_code="another"), WrongGame),
        (a_session(currency="BTC"), WrongCurrency),
    ],
)
def test_a_bet_needs_a_live_session_of_its_own(session: Any, refusal: type[Refusal]) -> None:
    table = Table(session=session)
    assert isinstance(table.judge(bet(PLAYER, 300, "key")), refusal)
    assert not table.changes


@pytest.mark.clause(
    "GLI-19 2.7",
    rule="no bet of a session whose place was not judged for 30 minutes",
    field="location.recheck_minutes",
)
def test_a_bet_needs_a_place_that_was_looked_at() -> None:
    checked = timedelta(minutes=GLI.location.recheck_minutes)
    table = Table(session=a_session(sign_in=a_sign_in(located_at=NOW - checked - timedelta(seconds=1))))
    refused = table.judge(bet(PLAYER, 300, "key"))
    assert isinstance(refused, GateClosed)
    assert (refused.gate, refused.reasons) == ("bet", ("LOCATION_UNCHECKED",))
    for located_at in (NOW - checked, None):
        table = Table(session=a_session(sign_in=a_sign_in(located_at=located_at)))
        assert isinstance(table.judge(bet(PLAYER, 300, "key")), BetPlaced), "none: no place is known here"


@pytest.mark.parametrize(
    ("sign_in", "refusal"),
    [
        (a_sign_in(ended_at=NOW), GameSessionEnded),
        (a_sign_in(expires_at=NOW), GameSessionEnded),
        (a_sign_in(locked_at=NOW), GateClosed),
        (a_sign_in(active_at=NOW - IDLE - timedelta(seconds=1)), GateClosed),
    ],
)
def test_a_bet_needs_a_sign_in_that_holds(sign_in: SignIn, refusal: type[Refusal]) -> None:
    table = Table(session=a_session(sign_in=sign_in))
    refused = table.judge(bet(PLAYER, 300, "key"))
    assert isinstance(refused, refusal)
    if isinstance(refused, GateClosed):
        assert (refused.gate, refused.reasons) == ("bet", ("SESSION_LOCKED",))
    assert not table.changes


def test_what_is_owed_arrives_whatever_became_of_the_sign_in() -> None:
    table = Table(
        a_round(300),
        a_settled_bet("bet", 300),
        wallet=a_wallet(in_play=300),
        session=a_session(sign_in=a_sign_in(ended_at=NOW, locked_at=NOW)),
    )
    assert isinstance(table.judge(win(PLAYER, 500, "win")), WinSettled)
    assert isinstance(table.judge(roll_back(PLAYER, "bet", "rollback")), RolledBack)


def test_a_bet_is_a_sign_of_its_player_noted_once_a_minute() -> None:
    long_ago = NOW - IDLE
    table = Table(session=a_session(sign_in=a_sign_in(active_at=long_ago)))
    for key in ("one", "two"):
        assert isinstance(table.judge(bet(PLAYER, 1, key)), BetPlaced)
    (noted,) = table.changes.facets[GameSessionFacet].values()
    assert isinstance(noted, GameSessionFacet)
    assert noted.sign_in == a_sign_in(active_at=NOW)

    lately = Table(session=a_session(sign_in=a_sign_in()))
    lately.judge(bet(PLAYER, 1, "key"))
    assert GameSessionFacet not in lately.changes.facets
    refused = Table(wallet=a_wallet(0), session=a_session(sign_in=a_sign_in(active_at=long_ago)))
    refused.judge(bet(PLAYER, 1, "key"))
    assert not refused.changes.facets


def test_a_closed_gate_refuses_with_its_reasons_and_no_other_gate_does() -> None:
    table = Table(blocks=("bet:TIME_OUT", "withdraw:KYC", "bet:SELF_EXCLUDED"))
    refusal = table.judge(bet(PLAYER, 300, "key"))
    assert isinstance(refusal, GateClosed)
    assert (refusal.gate, refusal.reasons) == ("bet", ("TIME_OUT", "SELF_EXCLUDED"))
    assert isinstance(Table(blocks=("withdraw:KYC",)).judge(bet(PLAYER, 300, "key")), BetPlaced)


@pytest.mark.clause("GLI-19 4.3.3(b)", rule="no bet takes the balance below zero", field="")
@pytest.mark.parametrize(("cash", "playable"), [(299, 299), (0, 0), (-50, 0)])
def test_a_stake_is_covered_by_cash_alone(cash: int, playable: int) -> None:
    refusal = Table(a_round(500), wallet=a_wallet(cash, in_play=500)).judge(bet(PLAYER, 300, "key"))
    assert isinstance(refusal, InsufficientFunds)
    assert (refusal.playable_minor, refusal.currency) == (playable, "EUR")


def test_a_free_bet_is_open_to_a_player_with_a_deficit() -> None:
    assert Table(wallet=a_wallet(-50)).judge(bet(PLAYER, 0, "key")) == BetPlaced(0, 41)


def test_a_negative_stake_is_refused() -> None:
    table = Table(a_round(500), wallet=a_wallet(in_play=500))
    assert isinstance(table.judge(bet(PLAYER, -1, "key")), InvalidInput)


def test_a_round_keeps_its_game_and_its_wallet() -> None:
    assert isinstance(Table(a_round(game="another")).judge(bet(PLAYER, 1, "key")), WrongGame)
    assert isinstance(Table(a_round(wallet=8)).judge(bet(PLAYER, 1, "key")), WrongCurrency)


@pytest.mark.clause("GLI-19 4.3.3(b)", rule="several bets at once spend the same cash once", field="")
def test_bets_of_one_batch_spend_the_same_cash_once() -> None:
    table = Table()
    answers = [table.judge(bet(PLAYER, 400, key)) for key in ("one", "two", "three")]
    assert answers[:2] == [BetPlaced(600, 42), BetPlaced(200, 43)]
    assert isinstance(answers[2], InsufficientFunds)
    assert table.judge(replace(bet(PLAYER, 400, "one"))) == answers[0]
