"""What identity asks of KYC, in identity's own words and within its transactions."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.identity import Player
from domain.jurisdiction import KycLevel
from domain.kyc import KycDesk
from domain.kyc.ports import KycFiles
from domain.shared import Clock, PlayerId


@dataclass(frozen=True, slots=True)
class KycForIdentity:
    """Implements Newcomers, VerifiedDetails and JudgedByProfile."""

    files: KycFiles
    desk: KycDesk
    clock: Clock

    async def welcome(self, player: Player) -> None:
        file = await self.files.hold(player.id)
        if file is not None:
            await self.desk.settle(file, (), self.clock.now())

    async def rules_changed(self, ids: Collection[PlayerId]) -> None:
        await self.desk.assess((await self.files.get(ids)).values(), self.clock.now())

    async def may_change(self, player_id: PlayerId) -> bool:
        file, now = await self.files.hold(player_id), self.clock.now()
        if file is None or file.details_fixed(now):
            return file is None
        if KycLevel.IDENTITY in file.cases:
            await self.files.save(file.case(KycLevel.IDENTITY).of_new_details(now))
        return True
