"""Cells of TON, and the bag of cells (BoC) they travel in: as much as a wallet's StateInit needs.

Sources: docs.ton.org "Cells as a data storage", "Bag of cells"; crypto/tl/boc.tlb of ton-blockchain/ton.
"""

from dataclasses import dataclass, field
from hashlib import sha256

LONGEST = 8_192
_MAGIC = bytes.fromhex("b5ee9c72")
_MOST_CELLS = 128
_MOST_REFERENCES = 4


class MalformedBag(Exception):
    """Not one ordinary tree of cells in one bag."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``data`` as stored: when ``bits`` is no multiple of 8, a one and zeros fill the last byte.

    ``hash`` is the representation hash: SHA-256 over descriptors, data, and depth and hash of each reference.
    """

    data: bytes
    bits: int
    references: tuple["Cell", ...] = ()
    depth: int = field(init=False)
    hash: bytes = field(init=False)

    def __post_init__(self) -> None:
        depth = 1 + max((child.depth for child in self.references), default=-1)
        text = bytes((len(self.references), self.bits // 8 + (self.bits + 7) // 8)) + self.data
        text += b"".join(child.depth.to_bytes(2) for child in self.references)
        text += b"".join(child.hash for child in self.references)
        object.__setattr__(self, "depth", depth)
        object.__setattr__(self, "hash", sha256(text).digest())

    def read(self, start: int, bits: int) -> int:
        """``bits`` bits from ``start`` on, as an unsigned number."""
        assert 0 <= start <= start + bits <= self.bits
        return int.from_bytes(self.data) >> (len(self.data) * 8 - start - bits) & ((1 << bits) - 1)


def read_bag(raw: bytes) -> Cell:
    """The root. Raises MalformedBag. A checksum at the end is passed over: whoever needs a cell compares its hash."""
    reader = _Reader(raw)
    if len(raw) > LONGEST or reader.take(4) != _MAGIC:
        raise MalformedBag
    flags, offset_size = reader.number(1), reader.number(1)
    indexed, checked, size = bool(flags & 0x80), bool(flags & 0x40), flags & 0x07
    if not 1 <= size <= 4 or not 1 <= offset_size <= 8:
        raise MalformedBag
    count, roots, absent = reader.number(size), reader.number(size), reader.number(size)
    if not 1 <= count <= _MOST_CELLS or roots != 1 or absent:
        raise MalformedBag
    length, root = reader.number(offset_size), reader.number(size)
    if indexed:
        reader.take(count * offset_size)
    start = reader.position
    drafts = [_read_cell(reader, size) for _ in range(count)]
    if reader.position - start != length or reader.left != (4 if checked else 0) or root >= count:
        raise MalformedBag
    return _tree(drafts, root)


_Draft = tuple[bytes, int, tuple[int, ...]]


def _read_cell(reader: "_Reader", size: int) -> _Draft:
    references, halves = reader.number(1), reader.number(1)
    if references > _MOST_REFERENCES:  # the upper bits: exotic cells, stored hashes, levels
        raise MalformedBag
    data = reader.take((halves + 1) // 2)
    bits = len(data) * 8
    if halves % 2:
        if not data[-1] & 0x7F:
            raise MalformedBag
        bits -= (data[-1] & -data[-1]).bit_length()
    return data, bits, tuple(reader.number(size) for _ in range(references))


def _tree(drafts: list[_Draft], root: int) -> Cell:
    """A cell comes before those that it refers to, which makes a loop impossible and the way back to front enough."""
    cells: dict[int, Cell] = {}
    for index in range(len(drafts) - 1, -1, -1):
        data, bits, references = drafts[index]
        if any(not index < reference < len(drafts) for reference in references):
            raise MalformedBag
        cells[index] = Cell(data, bits, tuple(cells[reference] for reference in references))
    return cells[root]


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.position = 0

    @property
    def left(self) -> int:
        return len(self._raw) - self.position

    def take(self, length: int) -> bytes:
        if length > self.left:
            raise MalformedBag
        self.position += length
        return self._raw[self.position - length : self.position]

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length))
