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
from app.wiring.account_work import account_work
from app.wiring.games_work import games_work
from app.wiring.kyc.screening import screening_work
from app.wiring.kyc.work import kyc_work
from app.wiring.kyc_vendors import kyc_vendor_work
from app.wiring.message_work import message_work
from app.wiring.payments import payment_work
from app.wiring.recovery_work import recovery_work
from app.wiring.responsible_gaming.cap_age_work import cap_age_work
from app.wiring.responsible_gaming.exclusion_work import exclusion_work
from app.wiring.retention_work import retention_work


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
    async with (
        open_platform(settings, url) as platform,
        payment_work(platform),
        kyc_vendor_work(platform),
        games_work(platform),
        message_work(platform),
        recovery_work(platform),
        account_work(platform),
        retention_work(platform),
        kyc_work(platform),
        screening_work(platform),
        exclusion_work(platform),
        cap_age_work(platform),
    ):
        say("· working")
        await stop.wait()
