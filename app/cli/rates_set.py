"""``croupier rates set``: what a currency is worth, for limits and thresholds that count in euros."""

import argparse
import asyncio
import getpass

from app.adapters.postgres.migrate import migrate
from app.adapters.postgres.reference_rates import REFRESH_SECONDS
from app.cli.database import database
from app.cli.terminal import CannotContinue, say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.settings import Settings
from app.wiring.responsible_gaming.rates import wire_rates
from domain.responsible_gaming import RATE_DIGITS, RateJumps, SetReferenceRate
from domain.shared import CURRENCIES, InvalidInput, decimal_string, parse_decimal


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("currency", help=f"one of {', '.join(code for code in CURRENCIES if code != 'EUR')}")
    parser.add_argument("euro", help='what one whole unit is worth, with up to six digits after the point: "1.1543"')
    parser.add_argument("--sure", action="store_true", help="also when it more than doubles or halves the present rate")
    parser.add_argument("--by", default=getpass.getuser(), help="who decides; default: whoever is logged in here")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each change is a row of ``reference_rate_changes``: what, from what, to what, when, by whom."""
    with database(settings, "setting a reference rate") as url:
        return asyncio.run(_run(arguments, settings, url))


async def _run(arguments: argparse.Namespace, settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        dispatch = Dispatcher(platform.sessions, wire_rates(platform))
        try:
            micros = parse_decimal(arguments.euro, RATE_DIGITS, "euro")
            change = await dispatch(SetReferenceRate(arguments.currency, micros, arguments.by, arguments.sure))
        except InvalidInput as invalid:
            problem = invalid.fields[0]
            name = "--by" if problem.path == "by" else problem.path.upper()
            raise CannotContinue(f"{name}: {problem.code}") from None
        except RateJumps as jump:
            present = f"{arguments.currency} is at {decimal_string(jump.before, RATE_DIGITS)} now"
            raise CannotContinue(f"{present}: if {arguments.euro} is meant, say --sure.") from None
    before = "no rate" if change.before is None else decimal_string(change.before, RATE_DIGITS)
    print(f"{change.currency}  {before} -> {decimal_string(change.after, RATE_DIGITS)} EUR, by {change.by}")
    say(f"· every process counts by it within {REFRESH_SECONDS} seconds")
    return 0
