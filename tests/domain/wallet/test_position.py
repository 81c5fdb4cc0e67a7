"""What decisions read: gates, balances, facets, meanings."""

import itertools

from domain.games import GameSessionFacet, RoundFacet
from domain.wallet import PlayerGate, Position, meaning_of
from tests.domain.games.builders import NOW, PLAYER, a_round, a_wallet


def test_a_gate_gives_its_own_reasons_alone() -> None:
    gate = PlayerGate(PLAYER, ("bet:TIME_OUT", "better:NOT_THIS", "withdraw:KYC:LEVEL_2"))
    assert gate.reasons("bet", NOW) == ("TIME_OUT",)
    assert gate.reasons("withdraw", NOW) == ("KYC:LEVEL_2",)
    assert gate.reasons("login", NOW) == ()


def test_cash_below_zero_is_a_deficit_and_nothing_to_play_with() -> None:
    assert [(w.playable, w.deficit) for w in map(a_wallet, (5, 0, -5))] == [(5, 0), (0, 0), (0, 5)]


def test_a_facet_is_found_by_its_kind_and_key() -> None:
    round_ = a_round()
    position = Position(PlayerGate(PLAYER), a_wallet(), {(RoundFacet, round_.key()): round_}, {})
    assert position.facet(RoundFacet, round_.key()) is round_
    assert position.facet(GameSessionFacet, round_.key()) is None
    assert position.facet(RoundFacet, "another") is None


def test_different_fields_mean_something_different() -> None:
    requests = [
        ("a", "b"),
        ("ab",),
        ("a", "b", None),
        ("ab", ""),
        ("a,b",),
        (1,),
        ("1",),
        (True,),
        (None,),
        ("None",),
        (),
    ]
    for one, other in itertools.combinations(requests, 2):
        assert meaning_of(*one) != meaning_of(*other)
    assert meaning_of("\ud800") == meaning_of("\ud800")
    assert len(meaning_of(PLAYER, "EUR", 7)) == 16
