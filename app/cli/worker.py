"""``croupier worker``: what runs behind the hot path, without serving anybody."""

import argparse
import asyncio
import signal

from app.adapters.postgres.migrate import migrate
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.logs import configure_logs
from app.production import gaps
from app.settings import Settings
from app.wiring.work import all_work


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """A single `croupier serve` does this work itself; workers of their own need the servers shared with it."""
    del arguments
    if problems := gaps(settings, 2):
        raise CannotContinue("\n".join(problems))
    configure_logs(settings)
    asyncio.run(_work(settings, settings.database_url or ""))
    return 0


async def _work(settings: Settings, url: str) -> None:
    await migrate(url)
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    async with open_platform(settings, url) as platform, all_work(platform):
        say("· working")
        await stop.wait()
