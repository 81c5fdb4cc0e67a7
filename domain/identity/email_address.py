"""E-mail addresses: enough of a check to catch a slip; only a message that arrives proves one."""

import re
import unicodedata
from dataclasses import dataclass

from domain.shared import InvalidInput

_MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3
_FORBIDDEN = re.compile('[\x00-\x20\x7f-\x9f<>,;:"()\\[\\]\\\\\ud800-\udfff]')


@dataclass(frozen=True, slots=True, repr=False)
class EmailAddress:
    """``shown`` as its owner wrote it; ``normalised`` is what makes two addresses the same account."""

    shown: str
    normalised: str

    @classmethod
    def parse(cls, text: str, path: str = "email") -> "EmailAddress":
        """Raises InvalidInput naming ``path`` with MALFORMED or TOO_LONG."""
        shown = text.strip(" \t\r\n")
        if len(shown) > _MAX_LENGTH:
            raise InvalidInput.of(path, "TOO_LONG")
        local, _, host = shown.rpartition("@")
        labels = host.split(".")
        if (
            not local
            or "@" in local
            or len(local) > 64
            or len(labels) < 2
            or not all(label and len(label) <= 63 for label in labels)
            or _FORBIDDEN.search(shown)
        ):
            raise InvalidInput.of(path, "MALFORMED")
        return cls(shown, unicodedata.normalize("NFKC", shown).casefold())
