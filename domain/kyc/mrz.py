"""Machine-readable zones of travel documents: ICAO 9303 parts 3 to 6 (eighth edition), TD1, TD2 and TD3."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.shared import FieldProblem, InvalidInput

_ALPHABET = re.compile(r"[A-Z0-9<]*", re.ASCII)
_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
_WEIGHTS = (7, 3, 1)
_LONGEST_VALIDITY_YEARS = 50
"""No document is valid for longer, so of two centuries an expiry belongs to the nearer one."""


@dataclass(frozen=True, slots=True)
class Mrz:
    """What the zone says, its check digits proved. Names are in its own letters, parts separated by one space.

    ``code`` begins with P for passports and I, A or C for cards. ``issuer`` and ``nationality`` are the codes of
    part 3, section 5. ``birth_date`` None: parts of it are unknown. ``truncated``: the names had no room.
    """

    code: str
    issuer: str
    number: str = field(repr=False)
    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    truncated: bool
    nationality: str
    birth_date: date | None = field(repr=False)
    sex: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Dates:
    """Six digits each with the line that they are in."""

    birth: str = field(repr=False)
    expiry: str
    line: int


def read_mrz(lines: Sequence[str], today: date) -> Mrz:
    """Reads two or three lines as they are printed; spaces and small letters are forgiven.

    Raises InvalidInput at ``mrz`` or at the line (``mrz.1``, counted from 0): MALFORMED, or CHECK_DIGIT.
    """
    typed = tuple(re.sub(r"\s", "", line).upper() for line in lines)
    shape = tuple(len(line) for line in typed)
    if shape not in ((30, 30, 30), (36, 36), (44, 44)):
        raise InvalidInput.of("mrz", "MALFORMED")
    for number, line in enumerate(typed):
        if not _ALPHABET.fullmatch(line):
            raise _bad(number, "MALFORMED")
    return _card(typed, today) if len(typed) == 3 else _page(typed, today)


def check_digit(text: str) -> str:
    """Part 3, section 4.9: weights 7, 3, 1; A is 10, Z is 35, a filler 0; modulo 10."""
    total = sum(_value(each) * _WEIGHTS[place % 3] for place, each in enumerate(text))
    return str(total % 10)


def _value(each: str) -> int:
    return 0 if each == "<" else int(each, 36)


def _card(lines: Sequence[str], today: date) -> Mrz:
    """TD1, part 5."""
    first, second, third = lines
    number = _number(first, 5, first[15:30], 0)
    _check(second[0:6], second[6], 1)
    _check(second[8:14], second[14], 1)
    _check(first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29], 1)
    dates = Dates(second[0:6], second[8:14], 1)
    return _mrz(first, number, third, 2, second[15:18], second[7], dates, today)


def _page(lines: Sequence[str], today: date) -> Mrz:
    """TD2, part 6, and TD3, part 4: alike but for their width and the passport's check on its optional data."""
    first, second = lines
    passport = len(second) == 44
    number = _number(second, 0, "" if passport else second[28:35], 1)
    _check(second[13:19], second[19], 1)
    _check(second[21:27], second[27], 1)
    if passport:
        _check(second[28:42], second[42], 1)
    _check(second[0:10] + second[13:20] + second[21:-1], second[-1], 1)
    dates = Dates(second[13:19], second[21:27], 1)
    return _mrz(first, number, first[5:], 0, second[10:13], second[20], dates, today)


def _number(line: str, start: int, optional: str, line_number: int) -> str:
    """Nine characters and their digit; a longer number goes on in the optional data, its digit last (part 5, 4.2.2)."""
    begun, digit = line[start : start + 9], line[start + 9]
    rest = optional.partition("<")[0]
    if digit == "<" and len(rest) >= 2:
        _check(begun + rest[:-1], rest[-1], line_number)
        return begun + rest[:-1]
    _check(begun, digit, line_number)
    number = begun.rstrip("<")
    if not number.strip("<"):
        raise _bad(line_number, "MALFORMED")
    return number


def _mrz(
    first: str,
    number: str,
    names: str,
    names_line: int,
    nationality: str,
    sex: str,
    dates: Dates,
    today: date,
) -> Mrz:
    surname, _, given = names.rstrip("<").partition("<<")
    if not first[0].isalpha() or not surname.strip("<") or re.search("[0-9]", names):
        raise _bad(names_line, "MALFORMED")
    if sex not in "MF<X":
        raise _bad(dates.line, "MALFORMED")
    return Mrz(
        code=first[0:2].rstrip("<"),
        issuer=first[2:5].rstrip("<"),
        number=number,
        surname=_spaced(surname),
        given_names=_spaced(given),
        truncated=not names.endswith("<"),
        nationality=nationality.rstrip("<"),
        birth_date=_birth(dates.birth, today, dates.line),
        sex=sex,
        expires_on=_expiry(dates.expiry, today, dates.line),
    )


def _birth(text: str, today: date, line: int) -> date | None:
    """Nobody is born tomorrow: the later century that is not in the future. Fillers stand for what is unknown."""
    if "<" in text:
        return None
    this_century = today.year - today.year % 100
    for century in (this_century, this_century - 100):
        born = _day(century, text, line)
        if born is not None and born <= today:
            return born
    raise _bad(line, "MALFORMED")


def _expiry(text: str, today: date, line: int) -> date:
    century = today.year - today.year % 100
    if _DIGITS.fullmatch(text):
        gap = century + int(text[:2]) - today.year
        century += 100 if gap < -_LONGEST_VALIDITY_YEARS else -100 if gap > _LONGEST_VALIDITY_YEARS else 0
    expires = _day(century, text, line)
    if expires is None:
        raise _bad(line, "MALFORMED")
    return expires


def _day(century: int, text: str, line: int) -> date | None:
    """None: this century has no such day, as in 29 February 1900."""
    if not _DIGITS.fullmatch(text):
        raise _bad(line, "MALFORMED")
    try:
        return date(century + int(text[0:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def _check(text: str, digit: str, line: int) -> None:
    """The digit of a field that is not used may be a filler as well (part 4, 4.2.2)."""
    if digit != check_digit(text) and not (digit == "<" and not text.strip("<")):
        raise _bad(line, "CHECK_DIGIT")


def _spaced(name: str) -> str:
    return " ".join(filter(None, name.split("<")))


def _bad(line: int, code: str) -> InvalidInput:
    return InvalidInput((FieldProblem(f"mrz.{line}", code),))
