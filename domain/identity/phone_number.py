"""Phone numbers: the form of E.164; only a message that arrives proves one."""

import re

from domain.shared import InvalidInput

_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_DECORATION = str.maketrans("", "", " -()./\u00a0")


def phone_number(text: str, path: str = "phone") -> str:
    """The number as ``+`` and digits. Raises InvalidInput naming ``path`` with MALFORMED."""
    number = text.translate(_DECORATION)
    if not _E164.fullmatch(number):
        raise InvalidInput.of(path, "MALFORMED")
    return number
