"""Sealed files: every chunk in its place, under its key, of its document."""

import os
from uuid import uuid4

import pytest

from app.adapters.documents.sealing import CHUNK_BYTES, MARK, NotTheSealedFile, new_key, open_file, seal_file

ID, KEY = uuid4(), new_key()
STEP = CHUNK_BYTES + 16


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 7])
def test_a_file_comes_back(size: int) -> None:
    content = os.urandom(size)
    sealed = seal_file(content, KEY, ID)
    assert open_file(sealed, KEY, ID) == content
    assert size < 16 or content[:16] not in sealed


def test_it_opens_for_nobody_else() -> None:
    sealed = seal_file(b"passport", KEY, ID)
    for key, id in ((new_key(), ID), (KEY, uuid4())):
        with pytest.raises(NotTheSealedFile):
            open_file(sealed, key, id)


def test_no_chunk_can_be_changed_moved_repeated_or_left_out() -> None:
    sealed = seal_file(os.urandom(3 * CHUNK_BYTES), KEY, ID)
    body = sealed[len(MARK) :]
    chunks = [body[at : at + STEP] for at in range(0, len(body), STEP)]
    first, second, third = chunks
    flipped = bytearray(sealed)
    flipped[len(MARK) + 5] ^= 1
    for other in (
        bytes(flipped),
        MARK + second + first + third,
        MARK + first + second,
        MARK + first + third,
        MARK + first + first + second + third,
        sealed + third,
        sealed[:-1],
        sealed[1:],
        MARK,
        b"",
    ):
        with pytest.raises(NotTheSealedFile):
            open_file(other, KEY, ID)


def test_two_files_of_one_content_look_different() -> None:
    assert seal_file(b"same", new_key(), ID) != seal_file(b"same", new_key(), ID)
