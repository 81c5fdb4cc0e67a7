"""Where the embedded server's files lie."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import Account, account_for
from app.embedded.binaries import Binaries
from app.embedded.errors import EmbeddedPostgresError
from app.embedded.folders import make_passable

SYSTEM_FOLDER = Path("/var/lib/croupier")
"""For root, when the data folder or the programs lie where only root can go: one folder in it per data folder."""
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT_BYTES = 107


@dataclass(frozen=True, slots=True)
class Places:
    """``cluster`` and ``sockets`` belong to ``account`` with mode 0700; ``home`` holds them."""

    home: Path
    sockets: Path
    system: Path
    account: Account
    wheel: Binaries
    binaries: Binaries
    """The wheel's, or a copy that the account can reach."""

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.cluster / "server.log"

    @property
    def exists(self) -> bool:
        return (self.cluster / "PG_VERSION").exists()


def places_for(data_dir: Path) -> Places:
    """Decides the places and changes nothing; an existing cluster is used where it lies.

    Raises:
        EmbeddedPostgresError: no account or programs, or a cluster that its account cannot reach any more.
    """
    data_dir = data_dir.resolve()
    digest = hashlib.blake2b(os.fsencode(data_dir), digest_size=8).hexdigest()
    system = SYSTEM_FOLDER / digest
    home = _home(data_dir, system)
    account = account_for(home / "cluster")
    wheel = Binaries.from_wheel()
    binaries = wheel if account.reaches(wheel.folder / "postgres") else Binaries(system / "programs")
    return Places(home, _sockets(home, digest, account), system, account, wheel, binaries)


def prepare(places: Places) -> None:
    """Creates the folders around the cluster, and the copy of the programs where one is needed."""
    copied = places.binaries != places.wheel
    if copied or places.home.is_relative_to(places.system):
        make_passable(places.system.parent)
        make_passable(places.system)
    make_passable(places.home)
    if copied:
        places.wheel.copied_to(places.binaries.site)


def _home(data_dir: Path, system: Path) -> Path:
    here, there = data_dir / "postgres", system / "postgres"
    if os.geteuid() != 0:
        return here
    account = account_for(here / "cluster")
    reachable = account.reaches(next(folder for folder in (data_dir, *data_dir.parents) if folder.exists()))
    if (here / "cluster" / "PG_VERSION").exists() and not reachable:
        raise EmbeddedPostgresError(
            f"The database in {here} belongs to {account.name}, which cannot enter {data_dir}.",
            "Let others pass through the folders above it again (chmod o+x), or run as that user.",
        )
    there_already = (there / "cluster" / "PG_VERSION").exists()
    return here if reachable and not (there_already and not (here / "cluster").exists()) else there


def _sockets(home: Path, digest: str, account: Account) -> Path:
    """Beside the cluster; under a short name in the runtime or temporary folder when that path is no address.

    It must be short enough for the kernel, and have no comma, which parts several hosts in a database URL.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "") if account.is_ours else ""
    name = f"croupier-{account.uid}-{digest}"
    candidates = [home / "socket", Path("/tmp", name)]  # noqa: S108  # made private, or refused, before its use
    if runtime and os.access(runtime, os.W_OK):
        candidates.insert(1, Path(runtime, name))
    for candidate in candidates:
        size_bytes = len(os.fsencode(candidate / f"{SOCKET_NAME}.lock"))
        if size_bytes <= SOCKET_PATH_LIMIT_BYTES and "," not in str(candidate):
            return candidate
    raise EmbeddedPostgresError(f"The path {home} is too long for a socket.", "Choose a shorter data folder.")
