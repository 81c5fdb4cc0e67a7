"""One account per person: what makes two players the same person (GLI-19 2.5.2(d))."""

import unicodedata
from datetime import date


def person_key(first_name: str, last_name: str, birth_date: date) -> str | None:
    """Equal for one name however it is written: case, accents, spaces and hyphens do not count.

    None when a name is missing: there is nothing to compare by. It is as personal as the names: store it as a blind
    index alone.
    """
    first, last = _letters(first_name), _letters(last_name)
    return f"{first}\n{last}\n{birth_date.isoformat()}" if first and last else None


def _letters(name: str) -> str:
    """NFKC, case folded, then taken apart so that accents fall off; the vowel signs of Indic scripts are no accents."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in unicodedata.normalize("NFKD", folded) if each.isalnum() or _vowel_sign(each))


def _vowel_sign(each: str) -> bool:
    return unicodedata.category(each) in ("Mn", "Mc") and unicodedata.combining(each) == 0
