"""Confirm a looser limit, once its time has come: from then on it holds."""

from dataclasses import dataclass, replace

from domain.identity import Viewer
from domain.responsible_gaming.limit_desk import LimitDesk
from domain.responsible_gaming.limit_refusals import NothingToConfirm, TooEarlyToConfirm, UnknownLimit
from domain.responsible_gaming.limit_setting import LimitId, LimitSetting, LimitStep
from domain.responsible_gaming.use_cases.remove_limit import own_limit
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class ConfirmLimitChange(Message[LimitSetting | None]):
    """Answers the limit as it holds now; None: it is gone."""

    viewer: Viewer
    limit_id: LimitId


@dataclass(frozen=True, slots=True)
class ConfirmLimitChangeHandler:
    """Raises UnknownLimit; NothingToConfirm; TooEarlyToConfirm. The player's lock lets one of many callers through."""

    desk: LimitDesk
    commit: Commit

    async def __call__(self, message: ConfirmLimitChange) -> LimitSetting | None:
        desk = self.desk
        held = await desk.hold(message.viewer.player_id)
        known = own_limit(held, message.limit_id)
        if known is None:
            raise UnknownLimit
        offer = known.open_offer(held.now)
        if offer is None:
            raise NothingToConfirm
        if held.now < offer.confirm_from:
            raise TooEarlyToConfirm(offer.confirm_from)
        if offer.amount is None:
            await desk.note(held, known, LimitStep.REMOVED, None, ends_at=held.now)
            await desk.drop(held, known)
            setting = None
        else:
            setting = replace(known, amount=offer.amount, since=held.now, offer=None)
            await desk.note(held, setting, LimitStep.LOOSENED, offer.amount)
            await desk.keep(held, setting)
        await self.commit()
        return setting
