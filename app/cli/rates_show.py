"""``croupier rates show``: the reference rates, who set them, and which are old."""

import argparse
import asyncio
from datetime import datetime

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import say
from app.composition import open_platform
from app.dispatch import Dispatcher
from app.settings import Settings
from app.wiring.responsible_gaming.rates import wire_rates
from domain.responsible_gaming import RATE_DIGITS, FindReferenceRates, HeldRate
from domain.shared import decimal_string


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """One line a currency."""
    del arguments
    with database(settings, "showing reference rates") as url:
        return asyncio.run(_run(settings, url))


async def _run(settings: Settings, url: str) -> int:
    await migrate(url)
    async with open_platform(settings, url) as platform:
        now = platform.clock.now()
        held = await Dispatcher(platform.sessions, wire_rates(platform))(FindReferenceRates())
    for rate in held:
        print(_line(rate, now))
    if old := [rate.currency for rate in held if rate.old(now) and rate.currency != "EUR"]:
        say(f"Limits and thresholds count by rates that are old: {', '.join(old)}. `croupier rates set` renews them.")
    return 0


def _line(rate: HeldRate, now: datetime) -> str:
    line = f"{rate.currency:<5} {decimal_string(rate.euro_micros, RATE_DIGITS):>15} EUR"
    if rate.currency == "EUR":
        return line
    line += f"  since {rate.at:%Y-%m-%d %H:%M} UTC, {f'by {rate.by}' if rate.by else 'as the software came'}"
    return f"{line}  OLD: {(now - rate.at).days} days" if rate.old(now) else line
