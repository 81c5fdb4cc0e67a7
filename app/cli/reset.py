"""``croupier reset``: a development installation as if it had never run."""

import argparse
import shutil
import sys

from app.cli.archive import FOLDERS
from app.cli.terminal import CannotContinue, say
from app.embedded import remove_cluster
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Refuses in production, with a database of one's own, and while the platform runs."""
    if settings.production or settings.database_url is not None:
        raise CannotContinue("Only the embedded database of a development installation is reset.")
    folder = settings.data_dir.absolute()
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise CannotContinue("Nobody is there to ask: say --yes.")
        if input(f"Delete every player, wallet and secret in {folder}? Type yes: ").strip() != "yes":
            raise CannotContinue("Nothing was deleted.")
    remove_cluster(settings.data_dir)
    for name in FOLDERS:
        shutil.rmtree(settings.data_dir / name, ignore_errors=True)
    say(f"{folder} is empty; the next start begins anew.")
    return 0
