"""``croupier qa-token``: an access token for test tools."""

import argparse
import asyncio

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue
from app.composition import open_platform
from app.settings import Settings
from app.trial_players import open_qa_session


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The token alone goes to standard output, for ``TOKEN=$(croupier qa-token)``."""
    del arguments
    if settings.production:
        raise CannotContinue("There are no test players in production.")
    with database(settings, "making a QA token") as url:
        print(asyncio.run(_token(settings, url)))
    return 0


async def _token(settings: Settings, url: str) -> str:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        return await open_qa_session(platform)
