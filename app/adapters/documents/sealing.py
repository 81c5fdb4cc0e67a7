"""Files sealed with AES-256-GCM in chunks, under a key that belongs to one file alone.

A chunk's nonce is its number and whether it is the last, so that none can be moved, repeated or left out (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015); a key never seals a second file.
"""

import os
from collections.abc import Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.secrets import KEY_BYTES

MARK = b"CKD1"
"""What a sealed file begins with."""
CHUNK_BYTES = 64 * 1024
_TAG_BYTES = 16


class NotTheSealedFile(Exception):
    """It was changed, cut, or sealed for another document or under another key."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal_file(content: bytes, key: bytes, id: UUID) -> bytes:
    cipher = AESGCM(key)
    chunks = [content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES)] or [b""]
    sealed = (
        cipher.encrypt(_nonce(number, last=number == len(chunks) - 1), chunk, id.bytes)
        for number, chunk in enumerate(chunks)
    )
    return MARK + b"".join(sealed)


def open_file(sealed: bytes, key: bytes, id: UUID) -> bytes:
    """Raises NotTheSealedFile."""
    if not sealed.startswith(MARK):
        raise NotTheSealedFile
    try:
        return b"".join(_opened(sealed[len(MARK) :], AESGCM(key), id))
    except (InvalidTag, ValueError):
        raise NotTheSealedFile from None


def _opened(sealed: bytes, cipher: AESGCM, id: UUID) -> Iterator[bytes]:
    step = CHUNK_BYTES + _TAG_BYTES
    places = range(0, max(len(sealed), 1), step)
    for number, at in enumerate(places):
        nonce = _nonce(number, last=number == len(places) - 1)
        yield cipher.decrypt(nonce, sealed[at : at + step], id.bytes)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")
