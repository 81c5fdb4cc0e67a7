"""A list of sanctions and of politically exposed persons in a file of ours, JSON or CSV.

JSON: an array of ``{"id", "list", "kind": "SANCTIONS" | "PEP", "names": […], "birthDates": […]}``. CSV: a header
``id,list,kind,names,birthDates``, several names or dates separated by ``;``. A birth date is ``1970-01-31`` or
``1970``; an entry without one is found by name alone. A file that changes is read again, without a restart.
"""

import csv
import logging
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson

from domain.kyc import ListHit, ListKind, PersonalFacts

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
"""What no decomposition takes apart."""

log = logging.getLogger(__name__)


class UnusableList(Exception):
    """The file cannot be read as a list; the text says why and names nobody."""


@dataclass(frozen=True, slots=True)
class Entry:
    hit: ListHit
    names: tuple[frozenset[str], ...]
    birth_dates: tuple[str, ...]


class LocalList:
    """Implements Screening. Raises UnusableList where the first reading fails; one that fails later changes nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = self._now()
        self._by_token = _indexed(_read(path))

    async def hits(self, facts: PersonalFacts) -> Sequence[ListHit]:
        self._follow()
        tokens = name_tokens(f"{facts.first_name} {facts.last_name}")
        candidates = {id(entry): entry for token in tokens for entry in self._by_token.get(token, ())}
        found = {entry.hit for entry in candidates.values() if _may_be(entry, tokens, facts.birth_date)}
        return sorted(found, key=lambda hit: hit.entry)

    def _follow(self) -> None:
        try:
            if (stamp := self._now()) != self._stamp:
                self._by_token, self._stamp = _indexed(_read(self._path)), stamp
        except UnusableList as unusable:
            log.error("%s; what was read before still counts", unusable)

    def _now(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError as missing:
            raise UnusableList(f"The screening list {self._path} cannot be opened") from missing
        return status.st_mtime_ns, status.st_size


def name_tokens(name: str) -> frozenset[str]:
    """The words of a name, in no order: NFKC, case folded, accents off (NFKD), split at everything but letters."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    bare = "".join(each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))
    return frozenset("".join(each if each.isalnum() else " " for each in bare).split())


def _may_be(entry: Entry, tokens: frozenset[str], born: date) -> bool:
    """A middle name that one side leaves out is no difference; one word alone must be the whole name."""
    named = any(
        name == tokens or (len(name & tokens) >= 2 and (name <= tokens or tokens <= name)) for name in entry.names
    )
    told = entry.birth_dates
    return named and (not told or born.isoformat() in told or str(born.year) in told)


def _indexed(entries: Iterator[Entry]) -> Mapping[str, Sequence[Entry]]:
    by_token: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for token in frozenset().union(*entry.names):
            by_token[token].append(entry)
    return by_token


def _read(path: Path) -> Iterator[Entry]:
    """Raises UnusableList."""
    try:
        if path.suffix.lower() == ".csv":
            with path.open(newline="", encoding="utf-8-sig") as file:
                rows: list[Mapping[str, object]] = [
                    {**row, "names": row["names"].split(";"), "birthDates": (row.get("birthDates") or "").split(";")}
                    for row in csv.DictReader(file)
                ]
        else:
            rows = orjson.loads(path.read_bytes())
        return iter([_entry(row) for row in rows])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as broken:
        raise UnusableList(f"The screening list {path} cannot be read: {type(broken).__name__}") from None


def _entry(row: Mapping[str, object]) -> Entry:
    names, dates = row["names"], row.get("birthDates") or []
    if not isinstance(names, list) or not isinstance(dates, list):
        raise TypeError
    tokens = tuple(filter(None, (name_tokens(str(name)) for name in names)))
    if not tokens or not row["id"] or not row["list"]:
        raise ValueError
    hit = ListHit(f"{row['list']}:{row['id']}", ListKind(row["kind"]))
    return Entry(hit, tokens, tuple(str(each).strip() for each in dates if str(each).strip()))
