"""Passwords: length alone is asked, because composition rules make them worse (NIST SP 800-63B 5.1.1.2)."""

import re
import unicodedata

from domain.shared import InvalidInput

MIN_LENGTH = 8  # GLI-19 2.5.3, note
MAX_LENGTH = 128
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def readable_password(text: str, path: str = "password") -> str:
    """The password as it is hashed: NFKC, so that two keyboards that write one text agree.

    Raises InvalidInput naming ``path`` with UNREADABLE_TEXT or TOO_LONG; lengths count code points.
    """
    if _UNREADABLE.search(text):
        raise InvalidInput.of(path, "UNREADABLE_TEXT")
    if len(text) > MAX_LENGTH:
        raise InvalidInput.of(path, "TOO_LONG")
    return unicodedata.normalize("NFKC", text)


def new_password(text: str, path: str = "password") -> str:
    """As ``readable_password``, and refuses TOO_SHORT."""
    readable = readable_password(text, path)
    if len(text) < MIN_LENGTH:
        raise InvalidInput.of(path, "TOO_SHORT")
    return readable
