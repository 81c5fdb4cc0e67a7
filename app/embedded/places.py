"""Where the embedded server's files lie."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import Account, account_for
from app.embedded.binaries import Binaries
from app.embedded.errors import EmbeddedPostgresError

SYSTEM_FOLDER = Path("/var/lib/croupier")
"""For root, when the data folder lies where only root can go."""
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT_BYTES = 107


@dataclass(frozen=True, slots=True)
class Places:
    """``cluster`` and ``sockets`` belong to ``account`` with mode 0700; ``log`` lies beside them."""

    home: Path
    cluster: Path
    sockets: Path
    log: Path
    account: Account
    binaries: Binaries

    @property
    def exists(self) -> bool:
        return (self.cluster / "PG_VERSION").exists()


def places_for(data_dir: Path) -> Places:
    """Decides the places, and creates the folder around them; an existing cluster is used where it lies.

    Raises:
        EmbeddedPostgresError: no account or programs, or a cluster that its account cannot reach any more.
    """
    data_dir = data_dir.absolute()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o711)
    data_dir = data_dir.resolve()
    digest = hashlib.blake2b(os.fsencode(data_dir), digest_size=8).hexdigest()
    home = _home(data_dir, SYSTEM_FOLDER / digest)
    account = account_for(home / "cluster")
    binaries = Binaries.from_wheel()
    if not account.is_ours:
        for folder in (*reversed(home.parents[: 2 if home.parent == SYSTEM_FOLDER else 1]), home):
            folder.mkdir(exist_ok=True, mode=0o711)
        if account.run([binaries.program("postgres"), "--version"]).returncode != 0:
            binaries = binaries.copied_to(SYSTEM_FOLDER / digest / "programs")
    home.mkdir(exist_ok=True, mode=0o700 if account.is_ours else 0o711)
    return Places(
        home=home,
        cluster=home / "cluster",
        sockets=_sockets(home, digest, account),
        log=home / "cluster" / "server.log",
        account=account,
        binaries=binaries,
    )


def _home(data_dir: Path, elsewhere: Path) -> Path:
    here = data_dir / "postgres"
    if os.geteuid() != 0:
        return here
    reachable = account_for(here / "cluster").reaches(data_dir)
    if (here / "cluster" / "PG_VERSION").exists():
        if reachable:
            return here
        raise EmbeddedPostgresError(
            f"The database in {here} belongs to {account_for(here / 'cluster').name}, which cannot enter {data_dir}.",
            "Let others pass through the folders above it again (chmod o+x), or run as that user.",
        )
    if (elsewhere / "cluster" / "PG_VERSION").exists():
        return elsewhere
    return here if reachable else elsewhere


def _sockets(home: Path, digest: str, account: Account) -> Path:
    """Beside the cluster; under a short name in the runtime or temporary folder when that path is too long."""
    beside = home / "socket"
    if len(os.fsencode(beside / f"{SOCKET_NAME}.lock")) <= SOCKET_PATH_LIMIT_BYTES:
        return beside
    runtime = os.environ.get("XDG_RUNTIME_DIR", "") if account.is_ours else ""
    for parent in (runtime, "/tmp"):  # noqa: S108  # owner and mode are checked before use, below
        short = Path(parent, f"croupier-{account.uid}-{digest}")
        if parent and os.access(parent, os.W_OK) and len(os.fsencode(short / f"{SOCKET_NAME}.lock")) <= 107:
            return short
    raise EmbeddedPostgresError(f"The path {beside} is too long for a socket.", "Choose a shorter data folder.")


def make_private(folder: Path, account: Account) -> None:
    """Creates ``folder`` for ``account`` alone, and refuses one that somebody else prepared.

    Raises:
        EmbeddedPostgresError: it exists and is a link, or another account's.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
            raise EmbeddedPostgresError(f"{folder} belongs to somebody else.", "Remove it.") from None
    account.own(folder)
