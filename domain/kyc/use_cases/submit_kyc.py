"""Submit a level: everything is handed in, and staff look at it."""

from dataclasses import dataclass

from domain.identity import Viewer
from domain.jurisdiction import KycLevel
from domain.kyc.case import KycStatus
from domain.kyc.desk import KycDesk
from domain.kyc.file import KycFile
from domain.kyc.ports import Evidence, KycFiles, People
from domain.kyc.refusals import DetailsRequired, DocumentsRequired, KycNotOpen
from domain.kyc.use_cases.start_kyc import checked_level
from domain.shared import Clock, Commit, Message, NotSignedIn


@dataclass(frozen=True, slots=True)
class SubmitKyc(Message[KycFile]):
    """After `startKyc` and the upload of documents."""

    viewer: Viewer
    level: KycLevel


@dataclass(frozen=True, slots=True)
class SubmitKycHandler:
    """Raises InvalidInput, DetailsRequired, DocumentsRequired, KycNotOpen, NotSignedIn.

    IDENTITY is judged by what the player told and independent sources; every other level needs a document.
    """

    files: KycFiles
    people: People
    evidence: Evidence
    desk: KycDesk
    clock: Clock
    commit: Commit

    async def __call__(self, message: SubmitKyc) -> KycFile:
        checked_level(message.level)
        file = await self.files.hold(message.viewer.player_id)
        if file is None:
            raise NotSignedIn
        now, case = self.clock.now(), file.case(message.level)
        if case.status is not KycStatus.STARTED:
            raise KycNotOpen(case.status_at(now))
        if missing := (await self.people.facts(file.player_id)).missing:
            raise DetailsRequired(missing)
        if message.level is not KycLevel.IDENTITY and not await self.evidence.has(file.player_id, message.level):
            raise DocumentsRequired
        settled = await self.desk.settle(file, [case.submitted(now)], now)
        await self.commit()
        return settled
