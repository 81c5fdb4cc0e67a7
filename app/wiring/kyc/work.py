"""What KYC needs behind the requests: writing down what has expired or come due, and telling it; documents' keeping.

Gates wait for none of it: what closes them later is written beforehand, with the moment from which it counts.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.kyc import wire_kyc
from domain.kyc import AssessKyc, FindKycDue, SweepKycDocuments
from domain.shared import Dispatch, TryAgainLater

DUE_SECONDS = 10.0
BEHIND_SECONDS = 600.0
"""It reads every player, so it is rare: it finds what an update of this software asks to judge again."""
SWEEP_SECONDS = 600.0
AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KycWork:
    """Each method does what is due now; any number of processes may call them at once."""

    dispatch: Dispatch

    async def assess_due(self) -> None:
        await self._assess(FindKycDue())

    async def assess_behind(self) -> None:
        await self._assess(FindKycDue(behind=True))

    async def sweep_documents(self) -> None:
        with suppress(TryAgainLater):  # the storage is away, and has said so
            await self.dispatch(SweepKycDocuments())

    async def _assess(self, due: FindKycDue) -> None:
        while ids := await self.dispatch(due):
            for player_id in ids:
                await self.dispatch(AssessKyc(player_id))


def kyc_jobs(platform: Platform) -> KycWork:
    return KycWork(Dispatcher(platform.sessions, wire_kyc(platform)))


@asynccontextmanager
async def kyc_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    work = kyc_jobs(platform)
    tasks = [
        asyncio.create_task(_again(work.assess_due, DUE_SECONDS), name="kyc due"),
        asyncio.create_task(_again(work.assess_behind, BEHIND_SECONDS), name="kyc behind"),
        asyncio.create_task(_again(work.sweep_documents, SWEEP_SECONDS), name="kyc documents"),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def _again(work: Callable[[], Awaitable[None]], every_seconds: float) -> None:
    while True:
        try:
            await work()
        except AWAY as error:
            log.warning("%s: database away: %s", work.__name__, type(error).__name__)
        except Exception:
            log.exception("%s failed; it is tried again", work.__name__)
        await asyncio.sleep(every_seconds)
