"""``croupier migrate``."""

import argparse
import asyncio

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import say
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", default="head", metavar="REVISION", help="another revision, also an older one")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    with database(settings, "migrating") as url:
        asyncio.run(migrate(url, arguments.to))
    say(f"The database is at revision {arguments.to}.")
    return 0
