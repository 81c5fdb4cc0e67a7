"""Which age bound of the stake caps is reached on a day."""

from dataclasses import replace
from datetime import date

import pytest

from domain.jurisdiction import GLI, GREAT_BRITAIN, StakeCap
from domain.responsible_gaming.cap_age import age_bounds, next_bound_on, reached

BRITISH = GREAT_BRITAIN.play
THREE = replace(
    BRITISH,
    stake_caps=(
        StakeCap("SLOTS", 0, 21, "GBP", 100),
        StakeCap("SLOTS", 21, 25, "GBP", 200),
        StakeCap("SLOTS", 25, None, "GBP", 500),
    ),
)


def test_the_bounds_are_those_of_the_caps() -> None:
    assert age_bounds(GLI.play) == ()
    assert age_bounds(BRITISH) == (25,)
    assert age_bounds(THREE) == (21, 25)


@pytest.mark.parametrize(
    ("born", "today", "bound"),
    [
        (date(2001, 11, 30), date(2026, 11, 29), 0),
        (date(2001, 11, 30), date(2026, 11, 30), 25),
        (date(2001, 11, 30), date(2060, 1, 1), 25),
        (date(2000, 2, 29), date(2025, 2, 28), 0),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
    ],
    ids=["24 years and 364 days", "the birthday", "long after", "a leap day's eve", "a leap day's birthday"],
)
def test_a_bound_counts_from_the_birthday_on(born: date, today: date, bound: int) -> None:
    assert reached(BRITISH, born, today) == bound


def test_the_next_bound_is_on_the_day_of_its_birthday() -> None:
    born = date(2000, 2, 29)
    assert next_bound_on(THREE, born, date(2020, 2, 29)) == date(2021, 3, 1)
    assert next_bound_on(THREE, born, date(2021, 3, 1)) == date(2025, 3, 1)
    assert next_bound_on(THREE, born, date(2025, 3, 1)) is None
    assert reached(THREE, born, date(2021, 3, 1)) == 21
