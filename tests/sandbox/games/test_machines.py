"""The slots pay what they say."""

from fractions import Fraction
from itertools import product

import pytest

from app.sandbox.games.listing import STAKES_MINOR, game_list, rtp_of
from app.sandbox.games.machine import Machine
from app.sandbox.games.machines import COPPER_LANTERN, EMBER_PEAKS, MACHINES, TIDAL_REEF


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: machine.code)
def test_the_exact_return_to_player_is_the_one_told(machine: Machine) -> None:
    exact = machine.return_to_player()
    assert Fraction(95, 100) < exact < Fraction(97, 100)
    hundredths = int(exact * 10_000)
    assert rtp_of(machine.code) == f"{hundredths // 100}.{hundredths % 100:02d}"


def test_the_computed_return_is_that_of_every_possible_spin() -> None:
    machine = COPPER_LANTERN
    stops = list(product(*(range(len(strip)) for strip in machine.strips)))
    units = sum(machine.spin(stop).units for stop in stops)
    assert Fraction(units, len(stops) * len(machine.lines)) == machine.return_to_player()


def test_scatters_are_counted_in_the_computed_return() -> None:
    """A small machine whose every spin can be tried."""
    machine = Machine(
        "small", 2, ("A*B", "*AB", "AB*"), ((0, 0, 0), (1, 0, 1)), {"A": (0, 1, 4)}, scatter="*", scatter_pays=(0, 1, 5)
    )
    stops = list(product(range(3), repeat=3))
    units = sum(machine.spin(stop).units for stop in stops)
    assert Fraction(units, len(stops) * len(machine.lines)) == machine.return_to_player()


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        ("TTTHH", ("T", 3, 30)),
        ("TWTHH", ("T", 3, 30)),
        ("WWTTH", ("T", 4, 120)),
        ("WWWBH", ("W", 3, 50)),
        ("WWWWT", ("T", 5, 500)),
        ("WWWWW", ("W", 5, 1000)),
    ],
)
def test_what_a_line_pays(symbols: str, expected: tuple[str, int, int]) -> None:
    assert TIDAL_REEF.line_pays(tuple(symbols)) == expected


def test_only_what_begins_at_the_left_pays() -> None:
    assert TIDAL_REEF.line_pays(tuple("HTTTT"))[2] == 0


def test_a_wild_does_not_stand_for_a_scatter() -> None:
    assert EMBER_PEAKS.line_pays(tuple("W*WWW"))[2] == 0


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: machine.code)
def test_every_stake_divides_evenly_among_the_lines(machine: Machine) -> None:
    assert all(stake % len(machine.lines) == 0 for stake in STAKES_MINOR)


def test_no_machine_shows_a_win_before_it_is_played() -> None:
    for machine in MACHINES.values():
        assert machine.at_rest().units == 0


def test_every_symbol_of_a_strip_pays_or_is_the_scatter() -> None:
    for machine in MACHINES.values():
        assert set("".join(machine.strips)) == {*machine.pays, *filter(None, (machine.scatter,))}
        assert {len(line) for line in machine.lines} == {len(machine.strips)}
        assert len(set(machine.lines)) == len(machine.lines)


def test_the_list_names_every_machine() -> None:
    assert [entry["game_code"] for entry in game_list("http://house.test")] == list(MACHINES)
