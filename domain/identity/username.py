"""Usernames: what other players see."""

import re

from domain.shared import InvalidInput

MIN_LENGTH = 3
MAX_LENGTH = 20
_FORM = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*", re.ASCII)
"""ASCII alone: letters of several scripts that look alike would let one player pose as another."""
RESERVED = frozenset(
    [
        "admin",
        "administrator",
        "anonymous",
        "bonus",
        "cashier",
        "casino",
        "compliance",
        "croupier",
        "dealer",
        "deleted",
        "erased",
        "guest",
        "help",
        "house",
        "moderator",
        "null",
        "official",
        "operator",
        "owner",
        "payments",
        "player",
        "root",
        "security",
        "staff",
        "support",
        "system",
        "undefined",
        "vip",
    ]
)
"""Names that a player would take for ours; compared without digits, hyphens and underscores."""


def username(text: str, path: str = "username") -> str:
    """Raises InvalidInput naming ``path`` with TOO_SHORT, TOO_LONG, MALFORMED or RESERVED."""
    if len(text) < MIN_LENGTH:
        raise InvalidInput.of(path, "TOO_SHORT")
    if len(text) > MAX_LENGTH:
        raise InvalidInput.of(path, "TOO_LONG")
    if not _FORM.fullmatch(text):
        raise InvalidInput.of(path, "MALFORMED")
    if re.sub("[^a-z]", "", text.lower()) in RESERVED:
        raise InvalidInput.of(path, "RESERVED")
    return text
