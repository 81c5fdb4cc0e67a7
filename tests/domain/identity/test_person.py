from datetime import date

import pytest

from domain.identity.person import person_key

BORN = date(1990, 5, 4)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("José María", "Müller-Lüdenscheidt"),
        ("  jose  maria ", "MULLER LUDENSCHEIDT"),
        ("Jose\u0301-Mari\u0301a", "Mu\u0308ller Lu\u0308denscheidt"),
        ("\uff2aosé.María", "MüllerLüdenscheidt"),
    ],
)
def test_one_name_however_it_is_written_is_one_person(first: str, last: str) -> None:
    assert person_key(first, last, BORN) == person_key("Jose Maria", "Muller Ludenscheidt", BORN)


def test_another_name_or_another_day_is_another_person() -> None:
    same = person_key("Ann", "Smith", BORN)
    assert same is not None
    others = (
        ("Anna", "Smith", BORN),
        ("Smith", "Ann", BORN),
        ("An", "nSmith", BORN),
        ("Ann", "Smith", date(1990, 4, 5)),
    )
    assert same not in {person_key(*other) for other in others}


def test_names_of_other_scripts_count_too() -> None:
    assert person_key("Анна", "Петрова", BORN) == person_key("Анна".upper(), "петрова", BORN)
    assert person_key("Анна", "Петрова", BORN) != person_key("Анна", "Иванова", BORN)
    assert person_key("राम", "शर्मा", BORN) != person_key("रमा", "शर्मा", BORN)


@pytest.mark.parametrize(("first", "last"), [("", ""), ("Ann", ""), ("", "Smith"), ("Ann", " -' ")])
def test_without_both_names_there_is_nothing_to_compare(first: str, last: str) -> None:
    assert person_key(first, last, BORN) is None
