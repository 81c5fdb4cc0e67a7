"""Folders with the modes we want, whatever the umask."""

import os
from pathlib import Path

from app.embedded.account import Account
from app.embedded.errors import EmbeddedPostgresError


def make_passable(folder: Path) -> None:
    """Creates ``folder`` for us; made by root, other accounts may pass through it but not look around."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def make_private(folder: Path, account: Account) -> None:
    """Creates ``folder`` for ``account`` alone, and refuses one that somebody else prepared.

    Raises:
        EmbeddedPostgresError: it exists and is a link, or another account's.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        # Held open while it is judged and changed: a link put in its place meanwhile changes nothing else.
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        raise EmbeddedPostgresError(f"{folder} is not a folder of ours.", "Remove it.") from None
    try:
        if os.fstat(descriptor).st_uid not in {account.uid, os.geteuid()}:
            raise EmbeddedPostgresError(f"{folder} belongs to somebody else.", "Remove it.")
        os.fchmod(descriptor, 0o700)
        if not account.is_ours:
            os.fchown(descriptor, account.uid, account.gid)
    finally:
        os.close(descriptor)
