"""Passwords known from breaches: the range API of Have I Been Pwned, and whatever speaks like it.

It learns the first 5 of 40 hexadecimal digits of the password's SHA-1, which hundreds of others share (k-anonymity),
and answers all suffixes that it knows under them, padded so that not even the length of the answer tells which
(haveibeenpwned.com/API/v3, "Searching by range").
"""

import hashlib
import logging
from collections.abc import Collection

from prometheus_client import Counter

from app.adapters.outward import Away, ask
from domain.identity.guards import CommonPasswords

TIMEOUT_SECONDS = 2.0
PREFIX_DIGITS = 5
_HEADERS = {"Add-Padding": "true", "User-Agent": "croupier"}

AWAY = Counter("croupier_breached_passwords_away", "New passwords judged by our own list alone: the range API was away")

_log = logging.getLogger(__name__)


class BreachedPasswords:
    """Implements CommonPasswords: ``first`` is asked first, and alone while the range API is away.

    ``base_url`` is without a slash at its end: ``https://api.pwnedpasswords.com``.
    """

    def __init__(self, base_url: str, first: CommonPasswords, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._base_url = base_url
        self._first = first
        self._timeout_seconds = timeout_seconds

    async def holds(self, password: str, about: Collection[str] = ()) -> bool:
        if await self._first.holds(password, about):
            return True
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        prefix, suffix = digest[:PREFIX_DIGITS], digest[PREFIX_DIGITS:]
        try:
            answer = await ask(
                "GET", f"{self._base_url}/range/{prefix}", seconds=self._timeout_seconds, headers=_HEADERS
            )
            if answer.status_code != 200:
                raise Away(f"status {answer.status_code}")
        except Away as away:
            AWAY.inc()
            _log.warning("the range API of breached passwords is away: %s", away)
            return False
        return suffix in _breached(answer.text)


def _breached(lines: str) -> set[str]:
    """Suffixes that were seen; padding says so by a count of 0."""
    pairs = (line.strip().partition(":") for line in lines.splitlines())
    return {suffix.upper() for suffix, _, count in pairs if count.strip() not in ("", "0")}
