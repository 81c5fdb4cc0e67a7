"""Machine-readable zones: the specimens of ICAO 9303, and what is wrong with others."""

from dataclasses import replace
from datetime import date

import pytest

from domain.jurisdiction import GLI
from domain.kyc.applicant import PersonalFacts
from domain.kyc.document import DocumentType
from domain.kyc.issuers import ISSUERS
from domain.kyc.mrz import check_digit, read_mrz
from domain.kyc.mrz_names import same_name, spellings
from domain.kyc.mrz_review import differences, expired, number_of
from domain.shared import InvalidInput

TODAY = date(2012, 1, 1)
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
"""Part 4, appendix B."""
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
"""Part 6, appendix B."""
TD1 = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
"""Part 5, appendix B."""
ANNA = PersonalFacts("Anna Maria", "Eriksson", date(1974, 8, 12), "Way 1", "Zenith", "1", "SE", "en")


def problem(lines: tuple[str, ...], today: date = TODAY) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as refused:
        read_mrz(lines, today)
    (only,) = refused.value.fields
    return only.path, only.code


def changed(lines: tuple[str, ...], line: int, place: int, to: str) -> tuple[str, ...]:
    text = lines[line]
    return (*lines[:line], text[:place] + to + text[place + len(to) :], *lines[line + 1 :])


@pytest.mark.parametrize(
    ("lines", "code", "number"), [(TD3, "P", "L898902C3"), (TD2, "I", "D23145890"), (TD1, "I", "D23145890")]
)
def test_reads_the_published_specimens(lines: tuple[str, ...], code: str, number: str) -> None:
    mrz = read_mrz(lines, TODAY)
    assert (mrz.code, mrz.issuer, mrz.number, mrz.nationality, mrz.sex) == (code, "UTO", number, "UTO", "F")
    assert (mrz.surname, mrz.given_names, mrz.truncated) == ("ERIKSSON", "ANNA MARIA", False)
    assert (mrz.birth_date, mrz.expires_on) == (date(1974, 8, 12), date(2012, 4, 15))


def test_the_check_digits_of_the_standards_examples() -> None:
    assert check_digit("520727") == "3"  # part 3, appendix A
    assert check_digit("AB2134<<<") == "5"
    assert check_digit("HA672242<658022549601086<<<<<<<<<<<<<<0") == "8"


@pytest.mark.parametrize(
    ("lines", "line", "fields"),
    [
        (TD3, 1, [(0, 10), (13, 20), (21, 28), (28, 43), (43, 44)]),
        (TD2, 1, [(0, 10), (13, 20), (21, 28), (28, 36)]),
        (TD1, 0, [(5, 15), (15, 30)]),
        (TD1, 1, [(0, 7), (8, 15), (18, 30)]),
    ],
)
def test_a_wrong_character_anywhere_is_a_wrong_check_digit(
    lines: tuple[str, ...], line: int, fields: list[tuple[int, int]]
) -> None:
    for start, end in fields:
        for place in range(start, end):
            now = lines[line][place]
            other = str(((0 if now == "<" else int(now, 36)) + 1) % 10)
            path, code = problem(changed(lines, line, place, other))
            assert code == "CHECK_DIGIT", (line, place)
            assert path.startswith("mrz."), path


def test_a_typist_is_forgiven_spaces_and_small_letters() -> None:
    assert read_mrz([f" {line.lower()[:20]} {line.lower()[20:]} " for line in TD3], TODAY) == read_mrz(TD3, TODAY)


@pytest.mark.parametrize(
    "lines",
    [(), ("",), TD3[:1], (*TD3, ""), (TD3[0], TD2[1]), (TD3[0][:-1], TD3[1]), ("<" * 30,) * 3, ("<" * 44,) * 2],
)
def test_what_has_no_known_shape_is_malformed(lines: tuple[str, ...]) -> None:
    assert problem(lines)[1] in ("MALFORMED", "CHECK_DIGIT")


@pytest.mark.parametrize("each", ["É", "_", "\x00", "\U0001d7d9", "٣"])
def test_other_letters_and_digits_are_malformed(each: str) -> None:
    assert problem(changed(TD3, 1, 0, each)) == ("mrz.1", "MALFORMED")


def test_a_long_number_goes_on_in_the_optional_data() -> None:
    first = "I<UTOD23145890<7349<<<<<<<<<<<"  # part 5, 4.2.2
    second = "7408122F1204159UTO<<<<<<<<<<<"
    composite = check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    mrz = read_mrz((first, second + composite, TD1[2]), TODAY)
    assert mrz.number == "D23145890734"
    second = "D23145890<UTO7408122F12041597349<<<"
    composite = check_digit(second[0:10] + second[13:20] + second[21:35])
    assert read_mrz((TD2[0], second + composite), TODAY).number == "D23145890734"
    assert problem((changed((first,), 0, 16, "4")[0], "7408122F1204159UTO<<<<<<<<<<<6", TD1[2])) == (
        "mrz.0",
        "CHECK_DIGIT",
    )


def passport(birth: str = "740812", expiry: str = "120415", names: str = "ERIKSSON<<ANNA<MARIA") -> tuple[str, str]:
    dates = f"L898902C36UTO{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}<<<<<<<<<<<<<<<"
    return f"P<UTO{names:<<39}", dates + check_digit(dates[0:10] + dates[13:20] + dates[21:43])


def test_centuries_are_those_that_can_be() -> None:
    today = date(2026, 11, 20)
    assert read_mrz(passport("261120"), today).birth_date == date(2026, 11, 20)
    assert read_mrz(passport("261121"), today).birth_date == date(1926, 11, 21)
    assert read_mrz(passport("000229"), today).birth_date == date(2000, 2, 29)
    assert read_mrz(passport(expiry="760101"), today).expires_on == date(2076, 1, 1)
    assert read_mrz(passport(expiry="770101"), today).expires_on == date(1977, 1, 1)
    assert read_mrz(passport(expiry="050101"), date(1999, 1, 1)).expires_on == date(2005, 1, 1)


def test_unknown_parts_of_a_birth_date_are_fillers() -> None:
    assert read_mrz(passport("7408<<"), TODAY).birth_date is None


@pytest.mark.parametrize("day", ["741332", "740231", "010229"])
def test_a_day_that_does_not_exist_is_malformed(day: str) -> None:
    assert problem(passport(day)) == ("mrz.1", "MALFORMED")
    assert problem(passport(expiry=day)) == ("mrz.1", "MALFORMED")


def test_a_single_name_and_names_without_room() -> None:
    assert read_mrz(passport(names="ARKFREITH"), TODAY).given_names == ""
    long = read_mrz(passport(names="NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"), TODAY)
    assert (long.given_names, long.truncated) == ("CHAYAPA DEJTHAMRONG K", True)
    assert problem(passport(names="<<ANNA")) == ("mrz.0", "MALFORMED")
    assert problem(passport(names="ERIKSSON<<ANN4")) == ("mrz.0", "MALFORMED")


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("Müller", "MUELLER"),
        ("Müller", "MULLER"),
        ("Jürgen-Heinz", "JUERGEN HEINZ"),
        ("O'Connor", "OCONNOR"),
        ("D\u2019Arcy", "DARCY"),
        ("Ångström", "AANGSTROEM"),
        ("Núñez", "NUNXXEZ"),
        ("Núñez", "NUNEZ"),
        ("Straße", "STRASSE"),
        ("Þórsdóttir", "THORSDOTTIR"),
        ("Łukasz", "LUKASZ"),
        ("Nguyễn", "NGUYEN"),
        ("Щербаков", "SHCHERBAKOV"),
        ("Юлия", "IULIIA"),
        ("van der Berg", "VAN DER BERG"),
    ],
)
def test_names_are_spelled_by_the_tables(told: str, printed: str) -> None:
    assert same_name(told, printed), spellings(told)


def test_different_names_differ() -> None:
    assert not same_name("Muller", "MUELLER")
    assert not same_name("Anna", "ANNE")
    assert not same_name("", "ANNA")
    assert not same_name("محمد", "MOHAMMED")


def test_of_several_given_names_some_may_be_told() -> None:
    assert same_name("Anna", "ANNA MARIA", first_parts=True)
    assert same_name("Maria", "ANNA MARIA", first_parts=True)
    assert not same_name("Maria Anna", "ANNA MARIA", first_parts=True)
    assert not same_name("Ann", "ANNA MARIA", first_parts=True)
    assert same_name("Dejthamrong", "DEJTHAM", truncated=True)
    assert not same_name("Dejthamrong", "DEJTHAM")


def test_a_name_with_many_marks_is_compared_in_bounded_time() -> None:
    assert same_name("ü" * 200, "UE" * 200)
    assert same_name("ü" * 200, "U" * 200)


def test_the_specimen_agrees_with_its_holder_but_for_the_country_that_is_none() -> None:
    mrz = read_mrz(TD3, TODAY)
    assert list(differences(mrz, DocumentType.PASSPORT, ANNA, GLI.blocked_countries)) == ["ISSUER_UNKNOWN"]
    swedish = replace(mrz, issuer="SWE")
    assert list(differences(swedish, DocumentType.PASSPORT, ANNA, GLI.blocked_countries)) == []


def test_each_difference_is_a_reason() -> None:
    mrz = replace(read_mrz(TD3, TODAY), issuer="PRK")
    other = replace(ANNA, first_name="Ann", birth_date=date(1974, 8, 13))
    assert list(differences(mrz, DocumentType.ID_CARD, other, GLI.blocked_countries)) == [
        "DOCUMENT_TYPE_DIFFERS",
        "ISSUER_BLOCKED",
        "NAME_DIFFERS",
        "BIRTH_DATE_DIFFERS",
    ]
    unknown = replace(mrz, issuer="SWE", birth_date=None)
    assert list(differences(unknown, DocumentType.PASSPORT, ANNA, ())) == ["BIRTH_DATE_UNKNOWN"]
    assert "DOCUMENT_TYPE_DIFFERS" in list(differences(mrz, DocumentType.DRIVING_LICENCE, ANNA, ()))


def test_a_document_is_valid_through_its_last_day() -> None:
    mrz = read_mrz(TD3, TODAY)
    assert not expired(mrz, date(2012, 4, 15))
    assert expired(mrz, date(2012, 4, 16))


def test_one_number_of_two_issuers_is_two_documents() -> None:
    mrz = read_mrz(TD3, TODAY)
    assert number_of(mrz) != number_of(replace(mrz, issuer="SWE"))
    assert number_of(mrz) == number_of(replace(mrz, surname="OTHER"))


def test_issuers_are_countries_and_organisations() -> None:
    assert ISSUERS["D"] == ISSUERS["DEU"] == "DE"
    assert ISSUERS["GBD"] == "GB"
    assert ISSUERS["XXA"] is None
    assert "UTO" not in ISSUERS


def test_nothing_personal_is_in_a_repr() -> None:
    text = repr(read_mrz(TD3, TODAY))
    assert "ERIKSSON" not in text
    assert "L898902C3" not in text
    assert "1974" not in text
