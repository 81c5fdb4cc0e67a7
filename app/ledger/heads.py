"""Signed heads of the hash chains, kept outside the database in ``<data_dir>/ledger-heads``.

Whoever can rewrite the database can rewrite a chain in it; what they cannot do is sign. A file a day, a line a block:

    <signature, base64> <key id> {"at": …, "previous": <hash of the line before>, "heads": [[wallet, sequence, hash]]}

The signature (Ed25519) covers the JSON text and the line before it, so that lines cannot be changed, moved or left out
between others. Only a loss of the last lines goes unseen by the files themselves: copy them to a place of their own.
"""

import base64
import fcntl
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

import orjson

from app.ledger.head_keys import HeadKeys

FOLDER = "ledger-heads"

Head = tuple[int, int, bytes]
"""Wallet, sequence, hash."""


class HeadsDamaged(Exception):
    """A line that was not written by us, or not at this place; names file and line."""


@dataclass(frozen=True, slots=True)
class SignedBlock:
    at: datetime
    """The database's time after the block was read."""
    heads: Sequence[Head]


class HeadFiles:
    """One writer at a time, from ``resume`` to ``release``; any number of readers."""

    def __init__(self, folder: Path, keys: HeadKeys) -> None:
        self._folder = folder
        self._keys = keys
        self._previous = ""
        self._writing = Lock()
        self._lock: int | None = None

    def resume(self) -> None:
        """Become the writer: find the last line, and drop one that a failed write left without its end.

        Raises:
            BlockingIOError: another process is the writer. The database's lock is not enough to tell: who has lost it
                with a connection may still be writing a line.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise
        self._lock = lock
        self._previous = ""
        for path in reversed(self._files()):
            if (line := _last_line(path)) is not None:
                self._previous = _digest(line)
                break

    def append(self, block: SignedBlock) -> None:
        """On the disk when this returns. Raises OSError, also when we are not the writer (any more)."""
        with self._writing:
            if self._lock is None:
                raise BlockingIOError("another process may write the heads now")
            heads = [(wallet_id, sequence, head.hex()) for wallet_id, sequence, head in block.heads]
            text = orjson.dumps({"at": block.at, "previous": self._previous, "heads": heads})
            key_id, signature = self._keys.sign(text)
            line = b" ".join((base64.b64encode(signature), key_id.encode(), text))
            path = self._folder / f"{block.at:%Y-%m-%d}.jsonl"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
                file.write(line + b"\n")
                file.flush()
                os.fsync(file.fileno())
            self._previous = _digest(line)

    def release(self) -> None:
        """Let another process write; a line that is being written comes first."""
        with self._writing:
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def read(self) -> Iterator[SignedBlock]:
        """Every block in the order of writing; a last line without its end is one that is being written.

        Raises:
            HeadsDamaged: a signature or an order that is not ours. Nothing after it is read.
        """
        previous = ""
        files = self._files()
        for path in files:
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    if not line.endswith(b"\n") and path == files[-1]:
                        return
                    yield self._parsed(line.rstrip(b"\n"), previous, f"{path.name}:{number}")
                    previous = _digest(line.rstrip(b"\n"))

    def _parsed(self, line: bytes, previous: str, place: str) -> SignedBlock:
        try:
            signature, key_id, text = line.split(b" ", 2)
            if not self._keys.verify(key_id.decode(), base64.b64decode(signature, validate=True), text):
                raise HeadsDamaged(f"{place}: its signature is not ours")
            block = orjson.loads(text)
        except ValueError as error:
            raise HeadsDamaged(f"{place}: {error}") from None
        if block["previous"] != previous:
            raise HeadsDamaged(f"{place}: the line before it is missing or another")
        heads = [(wallet_id, sequence, bytes.fromhex(head)) for wallet_id, sequence, head in block["heads"]]
        return SignedBlock(datetime.fromisoformat(block["at"]), heads)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))


def _digest(line: bytes) -> str:
    return sha256(line).hexdigest()


def _last_line(path: Path) -> bytes | None:
    """The last complete line of a file, which is cut off behind it; None if there is none."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        length = 65_536
        while True:
            start = max(size - length, 0)
            file.seek(start)
            lines = file.read(size - start).splitlines(keepends=True)
            if lines and not lines[-1].endswith(b"\n"):
                size -= len(lines.pop())
                file.truncate(size)
            elif len(lines) > 1 or (lines and start == 0):
                return lines[-1][:-1]
            elif start == 0:
                return None
            length *= 2
