"""One process per data folder: an advisory lock that the kernel releases when its holder dies, however it dies."""

import fcntl
import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.embedded.errors import DataFolderInUse
from app.embedded.folders import make_passable

FILE_NAME = "croupier.lock"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock, for the person who finds it held."""

    pid: int
    user: str
    since: str
    what: str
    """Such as ``serving http://127.0.0.1:8000``."""

    def __str__(self) -> str:
        return f"process {self.pid} of {self.user}, {self.what}, since {self.since}"


@contextmanager
def data_folder_lock(data_dir: Path, what: str) -> Iterator[None]:
    """Holds the folder's lock.

    Raises:
        DataFolderInUse: another process holds it; the message names it.
    """
    make_passable(data_dir)
    path = data_dir / FILE_NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError:
        raise DataFolderInUse(
            f"The data folder {data_dir} belongs to another user.",
            "Run as that user, or choose another folder with --data-dir.",
        ) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise in_use(data_dir) from None
        holder = Holder(os.getpid(), getpass.getuser(), datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"), what)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(asdict(holder)).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def in_use(data_dir: Path) -> DataFolderInUse:
    return DataFolderInUse(
        f"Croupier already runs on the data folder {data_dir}: {holder_of(data_dir) or 'an unknown process'}.",
        "Use that one, stop it, or start another with --data-dir and --port.",
    )


def holder_of(data_dir: Path) -> Holder | None:
    """What the lock file says of its last holder, who may be gone; ``None`` after a clean exit."""
    try:
        return Holder(**json.loads((data_dir / FILE_NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def is_held(data_dir: Path) -> bool:
    """Whether a living process holds the folder now."""
    try:
        descriptor = os.open(data_dir / FILE_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
