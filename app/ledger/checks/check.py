"""What a check is."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """A query that must return nothing; each row of it is one text that names what is wrong, and where.

    ``reads`` are the tables whose rows it looks at. A transaction is named ``wallet 7 #42``: its wallet and sequence.
    """

    name: str
    reads: Sequence[str]
    query: str
    arguments: Sequence[object] = ()
