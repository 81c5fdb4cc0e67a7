"""``croupier migrate``."""

import argparse
import asyncio

from alembic.util import CommandError

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", default="head", metavar="REVISION", help="another revision, also an older one")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    with database(settings, "migrating") as url:
        try:
            asyncio.run(migrate(url, arguments.to))
        except CommandError as error:
            raise CannotContinue(str(error)) from None
    say(f"The database is at revision {arguments.to}.")
    return 0
