"""Set the reality check's interval, or turn it off where the player's rules let it be off."""

from dataclasses import dataclass, replace

from domain.identity import Viewer
from domain.responsible_gaming.bet_rules import check_seconds
from domain.responsible_gaming.limit_desk import LimitDesk
from domain.responsible_gaming.limit_setting import REALITY_CHECK, LimitEntry, LimitOwner, LimitStep
from domain.responsible_gaming.play_view import PlayView
from domain.shared import Commit, InvalidInput, Message, NotAllowed


@dataclass(frozen=True, slots=True)
class SetRealityCheck(Message[PlayView]):
    """``minutes``: one of those on offer; None: off."""

    viewer: Viewer
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SetRealityCheckHandler:
    """Raises InvalidInput; NotAllowed while a check waits: it is not put off by a longer interval."""

    desk: LimitDesk
    commit: Commit

    async def __call__(self, message: SetRealityCheck) -> PlayView:
        desk, viewer = self.desk, message.viewer
        held = await desk.hold(viewer.player_id)
        rules = held.profile.reality_check
        if message.minutes not in rules.minutes and not (message.minutes is None and rules.may_be_off):
            raise InvalidInput.of("minutes", "NOT_OFFERED")
        if desk.view(held, viewer.session_id).due(held.now):
            raise NotAllowed((REALITY_CHECK,))
        seconds = (message.minutes or 0) * 60
        await desk.settings.note(
            LimitEntry(
                id=desk.ids.new(),
                player_id=viewer.player_id,
                kind=REALITY_CHECK,
                period="",
                owner=LimitOwner.PLAYER,
                step=LimitStep.INTERVAL_SET,
                before=check_seconds(held.state, held.profile),
                after=seconds,
                at=held.now,
                starts_at=held.now,
                ends_at=None,
            )
        )
        held = replace(held, state=replace(held.state, check_seconds=seconds))
        await desk.states.save(held.state)
        await self.commit()
        return desk.view(held, viewer.session_id)
