"""What people write in their own words."""

import re

from domain.shared import InvalidInput

LONGEST_STATEMENT = 2_000
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def readable_statement(text: str, path: str) -> str:
    """Raises InvalidInput naming ``path`` with UNREADABLE_TEXT, TOO_LONG or REQUIRED."""
    if _UNREADABLE.search(text):
        raise InvalidInput.of(path, "UNREADABLE_TEXT")
    if len(text) > LONGEST_STATEMENT:
        raise InvalidInput.of(path, "TOO_LONG")
    if not (written := text.strip()):
        raise InvalidInput.of(path, "REQUIRED")
    return written
