"""``croupier ledger verify``."""

import argparse
import asyncio

from app.cli.database import database
from app.cli.terminal import say
from app.ledger.head_keys import HeadKeys
from app.ledger.heads import FOLDER, HeadFiles
from app.ledger.verify import MAX_NAMED, verify
from app.secrets import load_secrets
from app.settings import Settings

LINE = "{:<66} {:>12} {:>9} {:>8}"


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit code 1 when anything was found."""
    del arguments
    files = HeadFiles(settings.data_dir / FOLDER, HeadKeys(load_secrets(settings).data))
    with database(settings, "verifying the ledger") as url:
        found = asyncio.run(_verify(url, files))
    say("Nothing is wrong." if found == 0 else f"{found} findings.")
    return 1 if found else 0


async def _verify(url: str, files: HeadFiles) -> int:
    print(LINE.format("check", "rows read", "findings", "seconds"))
    total = 0
    async for outcome in verify(url, files):
        print(LINE.format(outcome.check, outcome.rows, outcome.findings, f"{outcome.seconds:.2f}"), flush=True)
        for finding in outcome.named:
            print(f"    {finding}")
        if outcome.findings > MAX_NAMED:
            print(f"    … and {outcome.findings - MAX_NAMED} more")
        total += outcome.findings
    return total
