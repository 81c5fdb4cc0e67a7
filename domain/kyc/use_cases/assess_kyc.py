"""Assess a file: thresholds, expiry, and what the player's profile asks for now."""

from dataclasses import dataclass

from domain.kyc.desk import KycDesk
from domain.kyc.file import KycFile
from domain.kyc.ports import KycFiles, KycQueue
from domain.shared import Clock, Commit, Message, PlayerId

BATCH = 100


@dataclass(frozen=True, slots=True)
class AssessKyc(Message[KycFile | None]):
    """What time has changed, or an earlier release left behind. None: there is no such player."""

    player_id: PlayerId


@dataclass(frozen=True, slots=True)
class AssessKycHandler:
    """Safe to repeat."""

    files: KycFiles
    desk: KycDesk
    clock: Clock
    commit: Commit

    async def __call__(self, message: AssessKyc) -> KycFile | None:
        file = await self.files.hold(message.player_id)
        if file is None:
            return None
        (assessed,) = await self.desk.assess((file,), self.clock.now())
        await self.commit()
        return assessed


@dataclass(frozen=True, slots=True)
class FindKycDue(Message[tuple[PlayerId, ...]]):
    """Whose file has to be assessed anew by now, at most a batch.

    ``behind``: who was never assessed, or not by the rules that they are under; whoever changes rules assesses at once.
    """

    behind: bool = False


@dataclass(frozen=True, slots=True)
class FindKycDueHandler:
    queue: KycQueue
    clock: Clock

    async def __call__(self, message: FindKycDue) -> tuple[PlayerId, ...]:
        found = self.queue.behind(BATCH) if message.behind else self.queue.due(self.clock.now(), BATCH)
        return tuple(await found)
