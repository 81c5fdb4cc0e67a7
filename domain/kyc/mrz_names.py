"""Names as travel documents spell them: ICAO 9303 part 3, section 6, tables A (Latin) and B (Cyrillic)."""

# ruff: noqa: RUF001 - letters that look alike are the subject
import unicodedata
from itertools import product

_LATIN = {
    "Ä": ("AE", "A"), "Å": ("AA", "A"), "Æ": ("AE",), "Ð": ("D",), "Đ": ("D",), "Ħ": ("H",), "ı": ("I",),
    "Ĳ": ("IJ",), "ĸ": ("Q",), "Ł": ("L",), "Ñ": ("N", "NXX"), "Ŋ": ("N",), "Ö": ("OE", "O"), "Ø": ("OE",),
    "Œ": ("OE",), "ẞ": ("SS",), "ß": ("SS",), "Ŧ": ("T",), "Þ": ("TH",), "Ü": ("UE", "UXX", "U"), "Ə": ("E",),
}  # fmt: skip
"""Where the table gives more than the letter without its mark; all that it allows, the recommended first."""
_CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Ґ": "G", "Ѓ": "G", "Д": "D", "Ђ": "D", "Е": "E", "Ё": "E", "Є": "IE",
    "Ж": "ZH", "З": "Z", "Ѕ": "DZ", "И": "I", "І": "I", "Ї": "I", "Й": "I", "Ј": "J", "К": "K", "Ќ": "K", "Л": "L",
    "Љ": "LJ", "М": "M", "Н": "N", "Њ": "NJ", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "Ћ": "C", "У": "U",
    "Ў": "U", "Ф": "F", "Х": "KH", "Ц": "TS", "Ч": "CH", "Џ": "DZ", "Ш": "SH", "Щ": "SHCH", "Ъ": "IE", "Ы": "Y",
    "Ь": "", "Э": "E", "Ю": "IU", "Я": "IA",
}  # fmt: skip
_MOST_SPELLINGS = 64
_JOINS = frozenset("'\u2019\u02bc.")
"""Left out without a gap: O'CONNOR is OCONNOR."""


def spellings(name: str) -> frozenset[str]:
    """All ways in which a document may write this name: capital letters, parts separated by one space.

    Letters without a rule are left out.
    """
    letters = [_ways(each) for each in unicodedata.normalize("NFC", name)]
    found: set[str] = set()
    for number, chosen in enumerate(product(*letters)):
        if number == _MOST_SPELLINGS:
            break
        found.add(" ".join("".join(chosen).split()))
    # one habit throughout is what people's documents have; a name with many marks reaches these two in any case
    found.add(" ".join("".join(ways[0] for ways in letters).split()))
    found.add(" ".join("".join(ways[-1] for ways in letters).split()))
    return frozenset(found - {""})


def same_name(told: str, printed: str, *, truncated: bool = False, first_parts: bool = False) -> bool:
    """Whether a document that prints ``printed`` belongs to who is called ``told``.

    ``first_parts``: of several given names people tell the first ones, or one of them. ``truncated``: the document
    had no room for all of it.
    """
    return any(_meets(way, printed, truncated=truncated, first_parts=first_parts) for way in spellings(told))


def _meets(told: str, printed: str, *, truncated: bool, first_parts: bool) -> bool:
    bare, other = told.replace(" ", ""), printed.replace(" ", "")
    if bare == other or (truncated and other != "" and bare.startswith(other)):
        return True
    if not first_parts:
        return False
    parts = told.split()
    return parts == [each for each in printed.split() if each in parts]


def _ways(each: str) -> tuple[str, ...]:
    upper = each if each in _LATIN else each.upper()
    if upper in _LATIN:
        return _LATIN[upper]
    if upper in _CYRILLIC:
        return (_CYRILLIC[upper],)
    if upper.isascii() and upper.isalpha():
        return (upper,)
    if each in _JOINS:
        return ("",)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", upper) if letter.isascii() and letter.isalpha())
    if bare:
        return (bare,)
    return ("",) if each.isalnum() or unicodedata.category(each).startswith("M") else (" ",)
