"""Request an exclusion's end: the player asks to come back."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from domain.identity import AccessEvent, Journal, Messenger, Template, Viewer, Visit
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind, ExclusionStatus, after_hours
from domain.responsible_gaming.exclusion_desk import BY_PLAYER, ExclusionDesk
from domain.responsible_gaming.exclusion_letters import letter
from domain.responsible_gaming.exclusion_ports import ExclusionStep
from domain.responsible_gaming.exclusion_refusals import ExclusionHolds, UnknownExclusion
from domain.responsible_gaming.use_cases.self_exclude import LONGEST_REASON
from domain.shared import Commit, InvalidInput
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class RequestExclusionEnd(Request[Exclusion]):
    """After its time: it ends when the jurisdiction's wait is over. Before it, where that is possible, staff answer.

    Asking again changes nothing.
    """

    viewer: Viewer
    visit: Visit
    exclusion_id: ExclusionId
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RequestExclusionEndHandler:
    """Raises InvalidInput, UnknownExclusion, ExclusionHolds (it may not end before its time)."""

    desk: ExclusionDesk
    messenger: Messenger
    journal: Journal
    commit: Commit

    async def __call__(self, message: RequestExclusionEnd) -> Exclusion:
        reason = message.reason.strip()
        if not reason or len(reason) > LONGEST_REASON:
            raise InvalidInput.of("reason", "TOO_LONG" if reason else "REQUIRED")
        desk, viewer = self.desk, message.viewer
        player, now = await desk.hold(viewer.player_id), desk.clock.now()
        found = [each for each in await desk.in_force(player.id, now) if each.id == message.exclusion_id]
        if not found:
            raise UnknownExclusion
        exclusion, rules = found[0], desk.rules_of(player)
        status = exclusion.status(now)
        if status in (ExclusionStatus.ENDING, ExclusionStatus.END_REQUESTED):
            return exclusion
        asked = replace(exclusion, end_requested_at=now, end_reason=reason, end_answered_at=None)
        if status is ExclusionStatus.RUN_OUT:
            changed = replace(asked, end_answered_at=now).ending(after_hours(now, rules.return_wait_hours))
            step, told = ExclusionStep.RETURN_REQUESTED, letter(player, Template.EXCLUSION_ENDS, changed.opens_at)
        elif _may_end_early(exclusion, early_end=rules.early_end):
            changed, answer_by = asked, now + timedelta(days=rules.answer_days)
            step, told = ExclusionStep.END_REQUESTED, letter(player, Template.EXCLUSION_END_ASKED, answer_by)
        else:
            raise ExclusionHolds(exclusion.ends_at)
        await desk.exclusions.keep(changed)
        await desk.note(changed, step, reason, BY_PLAYER)
        await desk.project(player, now)
        await self.journal.note(AccessEvent.EXCLUSION_END_ASKED, message.visit, player.id, viewer.session_id)
        await self.messenger.send(told)
        await self.commit()
        return changed


def _may_end_early(exclusion: Exclusion, *, early_end: bool) -> bool:
    """Whoever was taken for somebody else, or kept away by us, may say so anywhere; the rest is the jurisdiction's."""
    if exclusion.kind is ExclusionKind.OPERATOR:
        return True
    if exclusion.kind is not ExclusionKind.SELF_EXCLUSION:
        return False
    return early_end or exclusion.origin is not None
