"""``croupier doctor``: what is wrong with this machine, and what to do about it."""

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.embedded import Binaries, EmbeddedPostgresError, Places, places_for
from app.embedded.account import ourselves
from app.embedded.lock import holder_of, is_held
from app.embedded.postmaster import Postmaster
from app.production import gaps
from app.secrets import UnusableSecret, load_secrets
from app.settings import Settings

NEEDED_BYTES = 2 * 1024**3
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    what: str
    remedy: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port that `serve` will use")
    parser.add_argument("--host", help="the address that `serve` will use")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints a line per check; 1 when something would keep the platform from starting."""
    del arguments
    findings = [finding for check in CHECKS for finding in check(settings)]
    for finding in findings:
        print(f"{'ok  ' if finding.well else 'BAD '} {finding.what}")
        if not finding.well:
            print(f"     {finding.remedy}")
    return 0 if all(finding.well for finding in findings) else 1


def python(settings: Settings) -> Iterator[Finding]:
    del settings
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        sys.version_info >= OLDEST_PYTHON, f"Python {version}", "Install Python 3.11 or newer; `make install`."
    )
    encoding = sys.stdout.encoding or "unknown"
    yield Finding(
        encoding.lower().replace("-", "") == "utf8", f"output in {encoding}", "Set PYTHONUTF8=1, or LC_ALL=C.UTF-8."
    )


def folder(settings: Settings) -> Iterator[Finding]:
    place = settings.data_dir.absolute()
    existing = next(parent for parent in (place, *place.parents) if parent.exists())
    writable = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    yield Finding(writable, f"data folder {place}", f"{existing} is not writable: change its owner, or use --data-dir.")
    free = shutil.disk_usage(existing).free
    yield Finding(
        free >= NEEDED_BYTES, f"{free / 1024**3:.1f} GiB free there", "The database needs 2 GiB to begin with."
    )


def lock(settings: Settings) -> Iterator[Finding]:
    if is_held(settings.data_dir):
        yield Finding(
            False,
            f"the data folder is in use by {holder_of(settings.data_dir)}",
            "Use that one, stop it, or start another with --data-dir and --port.",
        )
    elif (last := holder_of(settings.data_dir)) is not None:
        yield Finding(True, f"the last run was killed ({last}); the next start recovers by itself")
    else:
        yield Finding(True, "nobody else uses the data folder")


def port(settings: Settings) -> Iterator[Finding]:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
            free = True
        except OSError:
            free = False
    yield Finding(free, f"port {settings.port} of {settings.host} is free", "Choose another with --port.")


def postgres(settings: Settings) -> Iterator[Finding]:
    if settings.database_url is not None:
        yield Finding(True, "the database is the one of CROUPIER_DATABASE_URL")
        return
    try:
        binaries = Binaries.from_wheel()
        yield Finding(True, f"PostgreSQL's programs in {binaries.folder}")
        places = places_for(settings.data_dir)
    except EmbeddedPostgresError as error:
        yield Finding(False, error.problem, error.remedy)
        return
    yield from _account(places)
    running = Postmaster(places).is_running()
    if running and not is_held(settings.data_dir):
        yield Finding(True, "a PostgreSQL that a killed run left behind still runs; the next start takes it over")


def _account(places: Places) -> Iterator[Finding]:
    account = places.account
    version = ourselves().run([places.wheel.program("postgres"), "--version"])
    yield Finding(
        version.returncode == 0,
        f"{version.stdout.strip()} as the account {account.name}, data in {places.cluster}",
        "The wheel does not fit this machine (it needs glibc 2.28, x86-64 or ARM64): set CROUPIER_DATABASE_URL.",
    )
    yield Finding(True, f"sockets in {places.sockets}")
    if places.exists and (owner := places.cluster.stat().st_uid) != account.uid:
        yield Finding(
            os.geteuid() == 0,
            f"{places.cluster} belongs to user {owner}; the next start hands it over",
            f"Run as that user, or: chown -R {account.name} {places.home}",
        )


def environment(settings: Settings) -> Iterator[Finding]:
    for problem in gaps(settings, 1):
        yield Finding(False, problem, "See the settings in the README.")
    known = {f"CROUPIER_{name.upper()}" for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith("CROUPIER_") and name not in known:
            yield Finding(False, f"{name} is no setting", f"The settings are: {', '.join(sorted(known))}.")
    secrets = Path(settings.data_dir, "secrets")
    if secrets.exists():
        private = secrets.stat().st_mode & 0o077 == 0
        yield Finding(private, f"{secrets} is private", f"chmod 700 {secrets}; who could read it?")
        try:
            load_secrets(settings)
        except (UnusableSecret, OSError) as error:
            yield Finding(
                False, str(error), "Restore the file from a backup: what it sealed cannot be read without it."
            )


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (python, folder, lock, port, postgres, environment)
