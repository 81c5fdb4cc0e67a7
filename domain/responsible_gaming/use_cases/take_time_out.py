"""Take a time-out: a break that begins at once and ends by itself."""

from dataclasses import dataclass

from domain.identity import AccessEvent, Journal, Messenger, Viewer, Visit
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind, after_hours
from domain.responsible_gaming.exclusion_desk import BY_PLAYER, ExclusionDesk
from domain.responsible_gaming.exclusion_letters import begun
from domain.responsible_gaming.exclusion_ports import ExclusionStep
from domain.responsible_gaming.use_cases.self_exclude import replace_shorter
from domain.shared import Commit, InvalidInput
from domain.shared import Message as Request

OUTLAST_IT = (ExclusionKind.TIME_OUT, ExclusionKind.SELF_EXCLUSION, ExclusionKind.OPERATOR)
"""Beside one of these that holds as long, a time-out would promise an end that does not come."""


@dataclass(frozen=True, slots=True)
class TakeTimeOut(Request[Exclusion]):
    """``hours``: one of those that the player's jurisdiction offers."""

    viewer: Viewer
    visit: Visit
    hours: int


@dataclass(frozen=True, slots=True)
class TakeTimeOutHandler:
    """Raises InvalidInput; LongerExclusionInForce. Other sessions of the player end, the one that asks goes on."""

    desk: ExclusionDesk
    messenger: Messenger
    journal: Journal
    commit: Commit

    async def __call__(self, message: TakeTimeOut) -> Exclusion:
        desk, viewer = self.desk, message.viewer
        player = await desk.hold(viewer.player_id)
        if message.hours not in desk.rules_of(player).time_out_hours:
            raise InvalidInput.of("hours", "NOT_OFFERED")
        now = desk.clock.now()
        exclusion = Exclusion(
            id=ExclusionId(desk.ids.new()),
            player_id=player.id,
            kind=ExclusionKind.TIME_OUT,
            reason="",
            requested_at=now,
            starts_at=now,
            ends_at=after_hours(now, message.hours),
        )
        await replace_shorter(desk, exclusion, OUTLAST_IT)
        ended = await desk.begin(exclusion, player, ExclusionStep.REQUESTED, BY_PLAYER, viewer.session_id)
        await self.journal.note(AccessEvent.EXCLUSION_BEGUN, message.visit, player.id, viewer.session_id, "TIME_OUT")
        await self.messenger.send(begun(player, exclusion))
        await self.commit()
        desk.sign_out.announce(ended)
        return exclusion
