"""Screen again: the lists of today against a person who was approved before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from domain.jurisdiction import JurisdictionProfile, KycLevel
from domain.kyc.case import KycStatus
from domain.kyc.desk import KycDesk
from domain.kyc.ports import KycFiles
from domain.kyc.screening import Screenings
from domain.shared import Clock, Commit, Message, PlayerId

BATCH = 100


@dataclass(frozen=True, slots=True)
class ScreenAgain(Message[bool]):
    """Whether the identity still stands approved. Safe to repeat."""

    player_id: PlayerId


@dataclass(frozen=True, slots=True)
class ScreenAgainHandler:
    files: KycFiles
    desk: KycDesk
    clock: Clock
    commit: Commit

    async def __call__(self, message: ScreenAgain) -> bool:
        file = await self.files.hold(message.player_id)
        case = None if file is None else file.case(KycLevel.IDENTITY)
        if file is None or case is None or case.status is not KycStatus.APPROVED:
            return False
        settled = await self.desk.settle(file, [case], self.clock.now())
        await self.commit()
        return settled.case(KycLevel.IDENTITY).status is KycStatus.APPROVED


@dataclass(frozen=True, slots=True)
class FindScreeningsDue(Message[tuple[PlayerId, ...]]):
    """Who is to be screened again by now, at most a batch: every ``kyc.recheck_days`` of their profile."""


@dataclass(frozen=True, slots=True)
class FindScreeningsDueHandler:
    memory: Screenings
    profiles: Iterable[JurisdictionProfile]
    clock: Clock

    async def __call__(self, message: FindScreeningsDue) -> tuple[PlayerId, ...]:
        del message
        now = self.clock.now()
        before = {each.code: now - timedelta(days=each.kyc.recheck_days) for each in self.profiles}
        return tuple(await self.memory.due(before, BATCH))
