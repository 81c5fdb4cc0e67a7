"""What KYC needs behind the requests: writing down what has expired or come due, and telling it; documents' keeping.

Gates wait for none of it: what closes them later is written beforehand, with the moment from which it counts.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from app.dispatch import Dispatcher
from app.jobs import Job, at_work
from app.platform import Platform
from app.wiring.kyc import wire_kyc
from domain.kyc import AssessKyc, FindKycDue, SweepKycDocuments
from domain.shared import Dispatch, TryAgainLater

DUE_SECONDS = 10.0
BEHIND_SECONDS = 600.0
"""It reads every player, so it is rare: it finds what an update of this software asks to judge again."""
SWEEP_SECONDS = 600.0


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
    async with at_work(
        Job("kyc due", work.assess_due, DUE_SECONDS),
        Job("kyc behind", work.assess_behind, BEHIND_SECONDS),
        Job("kyc documents", work.sweep_documents, SWEEP_SECONDS),
    ):
        yield
