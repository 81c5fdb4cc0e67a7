"""Remove a limit, which is loosening it: the player asks, waits, and confirms."""

from dataclasses import dataclass, replace

from domain.identity import Viewer
from domain.responsible_gaming.limit_desk import Held, LimitDesk
from domain.responsible_gaming.limit_refusals import UnknownLimit
from domain.responsible_gaming.limit_setting import LimitId, LimitOwner, LimitSetting, LimitStep
from domain.responsible_gaming.use_cases.set_limit import note_offer, offer_of
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class RemoveLimit(Message[LimitSetting]):
    viewer: Viewer
    limit_id: LimitId


@dataclass(frozen=True, slots=True)
class RemoveLimitHandler:
    """Raises UnknownLimit. Asked again, the time begins anew."""

    desk: LimitDesk
    commit: Commit

    async def __call__(self, message: RemoveLimit) -> LimitSetting:
        held = await self.desk.hold(message.viewer.player_id)
        known = own_limit(held, message.limit_id)
        if known is None:
            raise UnknownLimit
        setting = replace(known, offer=offer_of(held, None))
        await note_offer(self.desk, held, setting, LimitStep.REMOVAL_ASKED)
        await self.desk.keep(held, setting)
        await self.commit()
        return setting


def own_limit(held: Held, limit_id: LimitId) -> LimitSetting | None:
    """One that the player set."""
    own = (each for each in held.settings if each.owner is LimitOwner.PLAYER)
    return next((each for each in own if each.id == limit_id), None)
