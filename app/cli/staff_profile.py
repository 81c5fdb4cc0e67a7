"""``croupier staff profile``: rules that protect less, for players who have not agreed to them themselves."""

import argparse
import asyncio
import getpass

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.platform import Platform
from app.settings import Settings
from app.wiring.identity.rules import rule_rollout
from domain.jurisdiction import PROFILES, loosens


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("list", help="which versions players are under, and what would be looser for them")
    text = "put every player of a profile under its present version, looser or not"
    apply = actions.add_parser("apply", help=text, description=text)
    apply.add_argument("profile", choices=sorted(PROFILES), help="its code")
    apply.add_argument("--reason", required=True, help="why, for the record of each player")
    apply.add_argument("--by", default=getpass.getuser(), help="who decides; default: whoever is logged in here")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each change is in the player's access log and in ``profile_changes``, and the player's clients hear of it."""
    with database(settings, "changing profiles") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        if arguments.action == "list":
            await _list(platform)
        else:
            await _apply(platform, arguments)
    return 0


async def _list(platform: Platform) -> None:
    counted = "select jurisdiction, profile_version, count(*) from players group by 1, 2 order by 1, 2"
    for code, version, players in await platform.pool.fetch(counted):
        offered = platform.profiles.offered(code, version)
        line = f"{code} version {version}: {players} players"
        if offered is not None:
            looser = loosens(platform.profiles.of(code, version), offered)
            line += f"; version {offered.version} is present, looser in {', '.join(looser) or 'nothing'}"
        print(line)


async def _apply(platform: Platform, arguments: argparse.Namespace) -> None:
    reason, staff = arguments.reason.strip(), arguments.by.strip()
    if not (reason and staff and f"{reason}{staff}".isprintable()):
        raise CannotContinue("--reason and --by must say something, in one line.")
    moved = await rule_rollout(platform).apply(arguments.profile, f"{reason} (by {staff})")
    say(f"{moved} players are under version {platform.profiles.present[arguments.profile].version} now.")
