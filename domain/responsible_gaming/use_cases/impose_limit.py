"""Staff set a limit for a player, or take theirs back. It holds at once, whatever the player's own says."""

from dataclasses import dataclass, replace

from domain.responsible_gaming.limit import PERIODIC, LimitKey
from domain.responsible_gaming.limit_desk import Held, LimitDesk
from domain.responsible_gaming.limit_refusals import UnknownLimit
from domain.responsible_gaming.limit_setting import Amount, LimitId, LimitOwner, LimitSetting, LimitStep
from domain.shared import Commit, InvalidInput, Message, PlayerId

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ImposeLimit(Message[LimitSetting]):
    """``value``: euro cents, or seconds for SESSION_TIME. ``by``: who decides; ``reason`` is kept for good."""

    player_id: PlayerId
    key: LimitKey
    value: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ImposeLimitHandler:
    """Raises InvalidInput, UnknownPlayer."""

    desk: LimitDesk
    commit: Commit

    async def __call__(self, message: ImposeLimit) -> LimitSetting:
        kind, period = message.key
        if (kind in PERIODIC) != (period is not None):
            raise InvalidInput.of("period", "REQUIRED" if period is None else "NOT_APPLICABLE")
        require_reason(message.reason)
        desk, amount = self.desk, Amount(message.value)
        held = await desk.hold(message.player_id)
        known = held.setting(message.key, LimitOwner.OPERATOR)
        if known is None:
            step = LimitStep.SET
            new = LimitId(desk.ids.new())
            setting = LimitSetting(new, held.player.id, kind, period, LimitOwner.OPERATOR, amount, held.now)
        else:
            step = LimitStep.LOOSENED if message.value > known.amount.value else LimitStep.TIGHTENED
            setting = replace(known, amount=amount, since=held.now)
        await desk.note(held, setting, step, amount, by=message.by, reason=message.reason)
        await desk.keep(held, setting)
        await self.commit()
        return setting


@dataclass(frozen=True, slots=True)
class LiftLimit(Message[None]):
    player_id: PlayerId
    key: LimitKey
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class LiftLimitHandler:
    """Raises InvalidInput, UnknownPlayer, UnknownLimit."""

    desk: LimitDesk
    commit: Commit

    async def __call__(self, message: LiftLimit) -> None:
        require_reason(message.reason)
        held = await self.desk.hold(message.player_id)
        known = held.setting(message.key, LimitOwner.OPERATOR)
        if known is None:
            raise UnknownLimit
        await self._lift(held, known, message)
        await self.commit()

    async def _lift(self, held: Held, known: LimitSetting, message: LiftLimit) -> None:
        by, reason = message.by, message.reason
        await self.desk.note(held, known, LimitStep.REMOVED, None, ends_at=held.now, by=by, reason=reason)
        await self.desk.drop(held, known)


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput.of("reason", "REQUIRED")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput.of("reason", "TOO_LONG")
