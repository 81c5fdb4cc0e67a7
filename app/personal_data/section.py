"""Sections of an export: what one context knows of a player, as rows of JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from asyncpg import Record

from app.adapters.cipher import Cipher
from domain.shared import CURRENCIES, decimal_string


@dataclass(frozen=True, slots=True)
class Section:
    """``query`` takes the player's id as ``$1`` and selects what a person may read; its columns name the JSON's keys.

    ``sealed`` columns are opened for their place (``table/column``; the row's ``id`` completes it). ``money`` columns
    are minor units of the row's ``currency``, ``coded`` ones numbers of an enum. ``tables`` are all that it reads.
    """

    name: str
    tables: Sequence[str]
    query: str
    sealed: Mapping[str, str] = field(default_factory=dict)
    money: Sequence[str] = ()
    coded: Mapping[str, type[IntEnum]] = field(default_factory=dict)

    def read(self, row: Record, cipher: Cipher) -> dict[str, object]:
        return {_camel(name): self._value(name, row, cipher) for name in row.keys()}  # noqa: SIM118 - a Record

    def _value(self, name: str, row: Record, cipher: Cipher) -> object:
        value = row[name]
        if value is None:
            return None
        if name in self.sealed:
            return cipher.open(value, f"{self.sealed[name]}/{row['id']}")
        if name in self.money:
            return decimal_string(value, CURRENCIES[row["currency"]].exponent)
        if name in self.coded:
            return self.coded[name](value).name
        if isinstance(value, UUID | datetime):
            return str(value) if isinstance(value, UUID) else value.isoformat()
        return value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
