"""``croupier seed``: what a first visit needs; `croupier serve` does it by itself."""

import argparse
import asyncio

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.settings import Settings
from app.trial_players import ensure_demo_player


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Safe to repeat."""
    del arguments
    if settings.production:
        raise CannotContinue("Production has no demo player.")
    with database(settings, "seeding") as url:
        email, password = asyncio.run(_seed(settings, url))
    say(f"Demo player: {email}, password {password}")
    return 0


async def _seed(settings: Settings, url: str) -> tuple[str, str]:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        return await ensure_demo_player(platform)
