"""What staff write."""

import re

from domain.shared import InvalidInput

LONGEST = 2_000
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def written(text: str, path: str, *, required: bool = True) -> str:
    """Raises InvalidInput naming ``path`` with UNREADABLE_TEXT, TOO_LONG or REQUIRED."""
    if _UNREADABLE.search(text):
        raise InvalidInput.of(path, "UNREADABLE_TEXT")
    if len(text) > LONGEST:
        raise InvalidInput.of(path, "TOO_LONG")
    if required and not text.strip():
        raise InvalidInput.of(path, "REQUIRED")
    return text.strip()
