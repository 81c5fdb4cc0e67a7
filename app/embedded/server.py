"""The embedded server from first start to stop."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from app.embedded.account import our_name, ourselves
from app.embedded.configuration import DATABASE, SUPERUSER, write_configuration
from app.embedded.errors import EmbeddedPostgresError
from app.embedded.folders import make_private
from app.embedded.lock import data_folder_lock
from app.embedded.places import Places, places_for, prepare
from app.embedded.postmaster import Postmaster, remove
from app.embedded.uninterrupted import uninterrupted
from app.embedded.watch import watched

Say = Callable[[str], None]

CREATE_DATABASE = r"""
select 'create database ' || :'name' where not exists (select from pg_database where datname = :'name') \gexec
"""


def silence(_: str) -> None:
    """For callers that show no progress."""


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    places: Places
    postmaster: Postmaster

    def url(self, database: str = DATABASE) -> str:
        """For asyncpg, libpq and (with ``+asyncpg``) SQLAlchemy alike."""
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.places.sockets), safe='')}"


@contextmanager
def embedded_postgres(
    data_dir: Path,
    *,
    what: str = "at work",
    say: Say = silence,
    overrides: Mapping[str, str] | None = None,
    watch: bool = False,
) -> Iterator[EmbeddedPostgres]:
    """Holds the data folder and runs its server; on leaving stops it with everything written.

    A server that survived its killed parent is taken over; with ``watch``, one that dies is started again. Blocking:
    call it before the event loop runs.

    Raises:
        DataFolderInUse: another process runs on the folder.
        EmbeddedPostgresError: the machine does not let PostgreSQL run.
    """
    with data_folder_lock(data_dir, what):
        places = places_for(data_dir)
        server = EmbeddedPostgres(places, Postmaster(places))
        try:
            _start(server, say, overrides or {})
            with watched(server.postmaster) if watch else nullcontext():
                yield server
        finally:
            say("stopping PostgreSQL")
            with uninterrupted():
                server.postmaster.stop()
                if not places.sockets.is_relative_to(places.home):
                    shutil.rmtree(places.sockets, ignore_errors=True)


def url_of_running(data_dir: Path) -> str | None:
    """The address of the server that another process runs on this folder, if one does."""
    places = places_for(data_dir)
    postmaster = Postmaster(places)
    return EmbeddedPostgres(places, postmaster).url() if places.exists and postmaster.is_running() else None


def remove_cluster(data_dir: Path) -> None:
    """Stops a server that survived and deletes the database.

    Raises:
        DataFolderInUse: another process runs on the folder.
    """
    with data_folder_lock(data_dir, "resetting"):
        places = places_for(data_dir)
        if places.exists:
            Postmaster(places).stop("immediate")
        remove(places)


def _start(server: EmbeddedPostgres, say: Say, overrides: Mapping[str, str]) -> None:
    places, postmaster = server.places, server.postmaster
    prepare(places)
    if places.home.is_relative_to(places.system):
        say(f"keeping the database in {places.home}: as root it belongs to {places.account.name}, which cannot go here")
    if not places.exists:
        say("creating the database (once)")
        _initialise(places)
    elif not places.account.is_ours and places.cluster.stat().st_uid != places.account.uid:
        _hand_over(places)
    make_private(places.sockets, places.account)
    changed = write_configuration(places, our_name(), overrides)
    if postmaster.is_running():
        # It may also be on its way out, or another release's: what does not let us in as it is, is started anew.
        if not changed and _ensure_database(server) is None:
            say("taking over the PostgreSQL that an earlier run left behind")
            return
        say("restarting the PostgreSQL that an earlier run left behind")
        postmaster.stop()
    else:
        say("starting PostgreSQL")
    postmaster.start()
    problem = _ensure_database(server)
    if problem is not None:
        raise EmbeddedPostgresError(f"PostgreSQL runs but does not let us in.\n{problem}", "Try `croupier doctor`.")


def _initialise(places: Places) -> None:
    """initdb beside the final place, then one rename: a start that was cut off leaves no half cluster."""
    unfinished = places.home / "cluster.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(places.cluster, ignore_errors=True)
    make_private(unfinished, places.account)
    initdb = [places.binaries.program("initdb"), "-D", str(unfinished), "--username", SUPERUSER, "--auth", "peer"]
    encoding = ["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    done = places.account.run([*initdb, *encoding, "--data-checksums"])
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"initdb failed in {unfinished}.\n{done.stdout.strip()}", "Try `croupier doctor`.")
    unfinished.rename(places.cluster)


def _hand_over(places: Places) -> None:
    for path in (places.cluster, *places.cluster.rglob("*")):
        os.chown(path, places.account.uid, places.account.gid, follow_symlinks=False)


def _ensure_database(server: EmbeddedPostgres) -> str | None:
    """Creates our database where it is missing; what went wrong otherwise. Peer authentication lets only us ask."""
    psql = [server.places.binaries.program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", server.url("postgres")]
    done = ourselves().run([*psql, "-v", f"name={DATABASE}"], script=CREATE_DATABASE)
    return done.stdout.strip() if done.returncode else None
