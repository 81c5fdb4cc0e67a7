"""``croupier keys rotate``."""

import argparse
import asyncio

from app.adapters.cipher import CannotOpen
from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, progress, say
from app.keys.resealing import Progress
from app.keys.rotation import IndexesDoNotFit, rotate
from app.secrets import Secrets, load_secrets, put_in_front, ring_file
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stopped",
        action="store_true",
        help="no process of the platform runs; needed where the keys lie in the data folder and the database does not",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit code 1 when values are left under older keys: run it again."""
    own = settings.data_keys is None and not settings.production
    if own and settings.database_url is not None and not arguments.stopped:
        raise CannotContinue(
            "A running process keeps its keys in memory and could not open what is sealed under a new one.\n"
            "Stop them all and say --stopped, or give the rings by CROUPIER_DATA_KEYS and CROUPIER_TOKEN_KEYS: then a "
            "new key can be made known to all before it is used (docs/operations.md)."
        )
    with database(settings, "rotating keys", share=not own) as url:
        left = asyncio.run(_rotate(settings, url, own=own))
    if left:
        say(f"{left} values are still sealed under older keys: in use just now, or sealed so by a running process.")
        return 1
    keys = load_secrets(settings)
    say(f"Everything is sealed under {keys.data.newest[0]}.")
    for line in _staying(keys):
        say(line)
    return 0


async def _rotate(settings: Settings, url: str, *, own: bool) -> int:
    await migrate(url)
    ring = load_secrets(settings).data
    try:
        left = await rotate(url, ring, _told)
        if own and not left:  # otherwise an earlier run was cut off, and this one finished what it began
            for name in ("data_keys", "token_keys"):
                progress(f"{name}: {put_in_front(ring_file(settings, name))} is the newest key now")
            left = await rotate(url, load_secrets(settings).data, _told)
    except IndexesDoNotFit:
        raise CannotContinue(
            f"The last key of the data ring ({ring.oldest[0]}) is not the one that blind indexes were made with: "
            "nobody would be found by e-mail address any more. Put that key back, last in CROUPIER_DATA_KEYS."
        ) from None
    except CannotOpen as error:
        raise CannotContinue(f"A value cannot be opened with any key of the ring: {error}.") from None
    return left


def _told(step: Progress) -> None:
    if step.resealed and step.done:
        progress(f"{step.column.name}: {step.resealed} sealed anew")


def _staying(keys: Secrets) -> list[str]:
    """What becomes of the older keys."""
    lines = []
    if len(keys.data.keys) > 1:
        lines.append(
            f"The oldest data key, {keys.data.oldest[0]}, stays last in the ring: "
            "blind indexes and digests are made with it, and cannot be made anew."
        )
    if len(keys.token.keys) > 1:
        lines.append(
            "Older token keys stay until the last session that uses them has ended; see `croupier keys status`."
        )
    return lines
