"""Bags of cells: what wallets send, and what strangers could."""

import base64

import pytest

from app.adapters.ton.cells import Cell, MalformedBag, read_bag
from tests.adapters.ton.vectors import CODE_HASHES, CODES
from tests.ton_wallet import a_ton_wallet, bag

HEADER = bytes.fromhex("b5ee9c72")


def of_cells(*cells: bytes, roots: int = 1, absent: int = 0, root: int = 0, flags: int = 1) -> bytes:
    body = b"".join(cells)
    return HEADER + bytes((flags, 2, len(cells), roots, absent)) + len(body).to_bytes(2) + bytes((root,)) + body


@pytest.mark.parametrize("version", CODES)
def test_the_code_of_a_wallet_has_its_known_hash(version: str) -> None:
    """Some of these bags carry a checksum, which the hash makes needless."""
    assert read_bag(base64.b64decode(CODES[version])).hash.hex() == CODE_HASHES[version]


def test_an_empty_cell_has_its_known_hash() -> None:
    empty = read_bag(of_cells(b"\0\0"))
    assert empty.hash.hex() == "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"


@pytest.mark.parametrize("version", CODES)
def test_what_goes_into_a_bag_comes_out(version: str) -> None:
    begun = a_ton_wallet(3, version).state_init
    assert read_bag(bag(begun)) == begun


def test_an_index_is_passed_over() -> None:
    plain = of_cells(b"\0\2\xab")
    indexed = plain[:4] + bytes((0x81,)) + plain[5:12] + b"\0\3" + plain[12:]
    assert read_bag(indexed) == read_bag(plain) == Cell(b"\xab", 8)


def test_bits_that_fill_no_byte() -> None:
    cell = read_bag(of_cells(b"\0\1\x34"))
    assert (cell.bits, cell.read(0, 5)) == (5, 0b00110)


LOOP, SELF, BACK = (b"\1\0\1", b"\1\0\0"), (b"\1\0\0",), (b"\0\0", b"\1\0\0")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        HEADER,
        b"\0" * 20,
        of_cells(),
        of_cells(b"\0\0", roots=2),
        of_cells(b"\0\0", absent=1),
        of_cells(b"\0\0", root=1),
        of_cells(b"\0\0", flags=0),
        of_cells(b"\0\0", flags=5),
        of_cells(b"\0\0") + b"\0",
        of_cells(b"\0\0")[:-1],
        of_cells(*LOOP),
        of_cells(*SELF),
        of_cells(*BACK, root=1),
        of_cells(b"\1\0\2", b"\0\0"),
        of_cells(b"\5\0\1\1\1\1\1", b"\0\0"),
        of_cells(b"\x08\2\1"),
        of_cells(b"\x20\2\1"),
        of_cells(b"\0\1\0"),
        of_cells(b"\0\1\x80"),
        of_cells(*[b"\0\0"] * 129),
        of_cells(b"\0\xfe" + b"\0" * 10),
        of_cells(b"\0\0") + b"\0" * 9_000,
        HEADER + bytes((1, 0, 1, 1, 0, 0)) + b"\0\0",
        HEADER + bytes((1, 9, 1, 1, 0)) + b"\0" * 12,
    ],
)
def test_what_is_no_bag(raw: bytes) -> None:
    with pytest.raises(MalformedBag):
        read_bag(raw)


def test_every_cut_of_a_good_bag_is_refused() -> None:
    raw = bag(a_ton_wallet(3).state_init)
    for length in range(0, len(raw), 7):
        with pytest.raises(MalformedBag):
            read_bag(raw[:length])


def test_a_bag_that_refers_to_the_same_cells_again_and_again_costs_no_more() -> None:
    """64 cells, each four times the next: as a tree, 4 to the power of 63."""
    layers = [b"\4\0" + bytes((index + 1,)) * 4 for index in range(63)]
    assert read_bag(of_cells(*layers, b"\0\0")).depth == 63
