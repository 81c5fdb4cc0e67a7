"""Statements over whole columns, and how those of a batch become one: a round trip costs more than its work."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.settlement.literals import Encode, columns

Rows = Sequence[Sequence[object]]
_PLACE = re.compile(r"\$(now|\d+)")


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """``$1`` and on are array literals, one for each encoder (``$1::text::uuid[]``); ``$now`` is the batch's time."""

    text: str
    encoders: tuple[Encode, ...]

    def parameters(self, rows: Iterable[Sequence[object]]) -> list[str]:
        return columns(rows, *self.encoders)


@lru_cache(maxsize=64)
def combined_reads(reads: tuple[Statement, ...]) -> str:
    """One statement that answers ``(n, row)`` for every row that the n-th read finds."""
    parts = [
        f"select {number}::int, part from ({text}) part"  # noqa: S608 - texts of ours, values in parameters
        for number, text in enumerate(_renumbered(reads, 0))
    ]
    return "\nunion all\n".join(parts)


@lru_cache(maxsize=256)
def combined_writes(writes: tuple[Statement, ...], last: Statement) -> str:
    """One statement that does all of them, none twice to the same row, and answers what ``last`` answers.

    Its first parameter is the batch's time.
    """
    *parts, end = _renumbered((*writes, last), 1)
    named = ",\n".join(f"part_{number} as ({text})" for number, text in enumerate(parts))
    return f"with {named}\n{end}" if named else end


def _renumbered(statements: Iterable[Statement], taken: int) -> list[str]:
    """Their texts, each with its places after those of the texts before it."""
    texts = []
    for statement in statements:
        offset = taken
        texts.append(_PLACE.sub(lambda place, offset=offset: _place(place[1], offset), statement.text))  # type: ignore[misc]
        taken += len(statement.encoders)
    return texts


def _place(name: str, offset: int) -> str:
    return "$1" if name == "now" else f"${int(name) + offset}"
