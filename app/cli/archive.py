"""The file that ``croupier backup`` writes and ``croupier restore`` reads: a tar of mode 0600.

It holds ``database.dump`` (pg_dump's custom format), ``secrets/…`` (the keys that the database's personal data are
sealed with) and ``ledger-heads/…`` (the signatures of the hash chains). Whoever has the file has all of it, so it
belongs under lock.
"""

import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit, urlunsplit

from app.cli.terminal import CannotContinue
from app.embedded import Binaries
from app.ledger.heads import FOLDER as HEADS

DUMP = "database.dump"
SECRETS = "secrets"
FOLDERS = (SECRETS, HEADS)
"""What belongs to the database and lies beside it in the data folder; files only, modes 0700 and 0600."""
_MEMBER = re.compile(rf"{re.escape(DUMP)}|({'|'.join(FOLDERS)})/[A-Za-z0-9_-][A-Za-z0-9_.-]*")


def run_program(name: str, url: str, arguments: Sequence[str], *, stdin: IO[bytes] | int = subprocess.DEVNULL) -> None:
    """Runs a PostgreSQL program on a database; the password goes by the environment, not by the process list.

    Raises:
        CannotContinue: it failed; carries what it said.
    """
    bare, password = without_password(url)
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    command = [Binaries.from_wheel().program(name), f"--dbname={bare}", *arguments]
    done = subprocess.run(command, env=environment, stdin=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        raise CannotContinue(f"{name} failed.\n{done.stderr.decode(errors='replace').strip()}")


def without_password(url: str) -> tuple[str, str | None]:
    parts = urlsplit(url)
    if parts.password is None:
        return url, None
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.split(':', 1)[0]}@{host}")), unquote(parts.password)


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """A file of mode 0600 that appears under its name only when it is complete and on the disk."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> None:
    """Unpacks the dump and the secrets into ``folder``, and nothing else that the file may hold.

    Raises:
        CannotContinue: not a file of ``croupier backup``.
    """
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isreg() and _MEMBER.fullmatch(member.name) else None
                if content is not None:
                    with (folder / member.name).open("wb") as file:
                        shutil.copyfileobj(content, file)
    except (OSError, tarfile.TarError) as error:
        raise CannotContinue(f"{path} cannot be read as a backup: {error}") from None
    if not (folder / DUMP).is_file():
        raise CannotContinue(f"{path} is not a backup: it has no {DUMP}.")
