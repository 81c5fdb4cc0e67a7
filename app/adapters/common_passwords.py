"""Passwords that attackers try first: a list of our own, and what the person just told us about themselves."""

import asyncio
import re
import unicodedata
from collections.abc import Collection
from functools import cache

_WORDS = re.compile(r"[^\W_]+")
_DECORATION = re.compile(r"(?<=\w{4})[\W\d_]{1,6}$")
"""A year, an exclamation mark; more than that may well be the password's better part."""
_SHORTEST_WORD = 4
"""Shorter words than this ("li", "com") say nothing about a password that contains little else."""


class CommonPasswordList:
    """Implements CommonPasswords with the 30,000 most used passwords of zxcvbn's list. Asks nobody."""

    async def holds(self, password: str, about: Collection[str] = ()) -> bool:
        """Letters count alike in either case; digits and signs at the end make no common password a rare one."""
        folded = _folded(password)
        bare = _DECORATION.sub("", folded)
        if len(set(folded)) <= 2 or not {folded, bare}.isdisjoint(_own_words(about)):
            return True
        common = await asyncio.to_thread(_common)
        return folded in common or bare in common


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _own_words(about: Collection[str]) -> set[str]:
    """Each text whole, and each of its words: ``ann.smith@mail.example`` gives ann.smith, smith, mail, example."""
    words = {"croupier"}
    for text in map(_folded, about):
        words |= {text, text.partition("@")[0], *_WORDS.findall(text)}
    return {word for word in words if len(word) >= _SHORTEST_WORD}


@cache
def _common() -> frozenset[str]:
    """Read on first use: it costs a few hundredths of a second and some megabytes."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]

    return frozenset(map(_folded, FREQUENCY_LISTS["passwords"]))
