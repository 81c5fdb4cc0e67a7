"""Start a level: the player begins, and hands in documents here."""

from dataclasses import dataclass

from domain.identity import Viewer
from domain.jurisdiction import KycLevel
from domain.kyc.case import LEVELS
from domain.kyc.desk import KycDesk
from domain.kyc.file import KycFile
from domain.kyc.ports import KycFiles, People
from domain.kyc.refusals import DetailsRequired, KycNotOpen
from domain.shared import Clock, Commit, InvalidInput, Message, NotSignedIn


@dataclass(frozen=True, slots=True)
class StartKyc(Message[KycFile]):
    """Safe to repeat; after a rejection that may be tried again, it tries again."""

    viewer: Viewer
    level: KycLevel


@dataclass(frozen=True, slots=True)
class StartKycHandler:
    """Raises InvalidInput, DetailsRequired, KycNotOpen, NotSignedIn."""

    files: KycFiles
    people: People
    desk: KycDesk
    clock: Clock
    commit: Commit

    async def __call__(self, message: StartKyc) -> KycFile:
        checked_level(message.level)
        file = await self.files.hold(message.viewer.player_id)
        if file is None:
            raise NotSignedIn
        now, case = self.clock.now(), file.case(message.level)
        if not case.may_start(now):
            raise KycNotOpen(case.status_at(now))
        if missing := (await self.people.facts(file.player_id)).missing:
            raise DetailsRequired(missing)
        settled = await self.desk.settle(file, [case.started(now, vendor=None)], now)
        await self.commit()
        return settled


def checked_level(level: KycLevel) -> None:
    """Raises InvalidInput for NONE, which everybody has."""
    if level not in LEVELS:
        raise InvalidInput.of("level", "NOT_A_LEVEL")
