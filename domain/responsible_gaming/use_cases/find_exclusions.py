"""Find exclusions: what a player is shown of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.responsible_gaming.exclusion import Exclusion, ExclusionStatus
from domain.responsible_gaming.exclusion_ports import Exclusions
from domain.shared import Clock, Message, PlayerId


@dataclass(frozen=True, slots=True)
class ExclusionView:
    exclusion: Exclusion
    status: ExclusionStatus
    as_of: datetime


@dataclass(frozen=True, slots=True)
class FindExclusions(Message[Sequence[ExclusionView]]):
    """The newest first."""

    player_id: PlayerId


@dataclass(frozen=True, slots=True)
class FindExclusionsHandler:
    exclusions: Exclusions
    clock: Clock

    async def __call__(self, message: FindExclusions) -> Sequence[ExclusionView]:
        now = self.clock.now()
        return [ExclusionView(each, each.status(now), now) for each in await self.exclusions.of(message.player_id)]
