"""Whole columns as PostgreSQL array literals, cast back in the statement (``$1::text::bigint[]``).

asyncpg encodes arrays element by element through its generic codecs, about 0.5 µs each: for the columns of one bet that
is more than the decision itself. Joining strings costs a fifth of it, and PostgreSQL reads them as quickly.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

Encode = Callable[[Sequence[Any]], str]


def columns(rows: Iterable[Sequence[Any]], *encoders: Encode) -> list[str]:
    """Rows as one literal per column, each encoded by its encoder."""
    turned: Sequence[Sequence[Any]] = tuple(zip(*rows, strict=True)) or ((),) * len(encoders)
    return [encode(column) for encode, column in zip(encoders, turned, strict=True)]


def numbers(column: Sequence[int]) -> str:
    # int's own repr: an IntEnum's str is its name, and slow.
    return "{" + ",".join(map(int.__repr__, column)) + "}"


def texts(column: Sequence[str]) -> str:
    return "{" + ",".join([_quoted(value) for value in column]) + "}"


def optional_texts(column: Sequence[str | None]) -> str:
    return "{" + ",".join(["null" if value is None else _quoted(value) for value in column]) + "}"


def ids(column: Sequence[UUID | None]) -> str:
    return "{" + ",".join(["null" if value is None else str(value) for value in column]) + "}"


def digests(column: Sequence[bytes]) -> str:
    """Bytes, for bytea."""
    return "{" + ",".join([f'"\\\\x{value.hex()}"' for value in column]) + "}"


def moments(column: Sequence[datetime | None]) -> str:
    return "{" + ",".join(["null" if value is None else f'"{value.isoformat()}"' for value in column]) + "}"


def _quoted(value: str) -> str:
    if "\\" in value or '"' in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'
