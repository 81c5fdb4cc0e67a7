"""The account that PostgreSQL runs as: our own, or an unprivileged one when we are root (which it refuses)."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import EmbeddedPostgresError

UNPRIVILEGED = ("nobody", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def run(self, arguments: Sequence[str], *, script: str = "") -> "subprocess.CompletedProcess[str]":
        """Runs a program as this account, fed with ``script``, in an environment that says nothing to PostgreSQL."""
        return subprocess.run(
            arguments,
            cwd="/",
            env=plain_environment(),
            umask=0o077,
            start_new_session=True,  # Ctrl-C is for us: we stop the server in order
            input=script,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else (),
        )

    def write(self, path: Path, text: str) -> None:
        """Writes a file in a folder of the account, as the account: what it may have put there is not ours to follow.

        Raises:
            EmbeddedPostgresError: it could not be written.
        """
        done = self.run(["sh", "-c", 'cat > "$0"', str(path)], script=text)
        if done.returncode != 0:
            raise EmbeddedPostgresError(f"{path} cannot be written: {done.stdout.strip()}", "Is the disk full?")

    def reaches(self, path: Path) -> bool:
        """Whether this account can enter the folder, or run the program, ``path``."""
        return self.is_ours or self.run(["test", "-x", str(path)]).returncode == 0


def ourselves() -> Account:
    return Account(our_name(), os.geteuid(), os.getegid())


def our_name() -> str:
    """The system's name of the account we run as, which peer authentication will see."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise EmbeddedPostgresError(
            f"This process runs as user id {os.geteuid()}, which has no name on this machine.",
            "PostgreSQL needs one: add the user to /etc/passwd, or set CROUPIER_DATABASE_URL.",
        ) from None


def account_for(cluster: Path) -> Account:
    """Ours; as root the owner of an existing cluster, else an unprivileged account that exists everywhere."""
    if os.geteuid() != 0:
        return ourselves()
    if cluster.exists() and (owner := cluster.stat().st_uid) != 0:
        try:
            entry = pwd.getpwuid(owner)
            return Account(entry.pw_name, owner, entry.pw_gid)
        except KeyError:
            pass  # an account that was deleted since: the new one takes the files over
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        f"PostgreSQL refuses to run as root, and none of the accounts {', '.join(UNPRIVILEGED)} exists.",
        "Run as an ordinary user, or create the account `nobody`.",
    )


def plain_environment() -> dict[str, str]:
    """What programs need, and none of our settings: an environment is readable to all processes of its account."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
