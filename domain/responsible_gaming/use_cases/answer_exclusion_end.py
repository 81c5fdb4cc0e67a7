"""Answer an exclusion's end: staff let somebody come back before the time, or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.identity import Messenger, Template
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionStatus, after_hours
from domain.responsible_gaming.exclusion_desk import ExclusionDesk
from domain.responsible_gaming.exclusion_letters import letter
from domain.responsible_gaming.exclusion_ports import Exclusions, ExclusionStep
from domain.responsible_gaming.exclusion_refusals import NothingToAnswer
from domain.responsible_gaming.use_cases.self_exclude import LONGEST_REASON
from domain.shared import Clock, Commit, InvalidInput
from domain.shared import Message as Request

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ListExclusionEnds(Request[Sequence[Exclusion]]):
    """Requests that wait for staff, the oldest first."""


@dataclass(frozen=True, slots=True)
class ListExclusionEndsHandler:
    exclusions: Exclusions
    clock: Clock

    async def __call__(self, message: ListExclusionEnds) -> Sequence[Exclusion]:
        del message
        asked, now = await self.exclusions.waiting(), self.clock.now()
        return [each for each in asked if each.status(now) is ExclusionStatus.END_REQUESTED]


@dataclass(frozen=True, slots=True)
class AnswerExclusionEnd(Request[Exclusion]):
    """``reason`` and ``staff`` go on record. Granted, it ends after the jurisdiction's wait; refused, it goes on."""

    exclusion_id: ExclusionId
    grant: bool
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class AnswerExclusionEndHandler:
    """Raises InvalidInput, NothingToAnswer."""

    desk: ExclusionDesk
    messenger: Messenger
    commit: Commit

    async def __call__(self, message: AnswerExclusionEnd) -> Exclusion:
        desk = self.desk
        for name, text, longest in (("reason", message.reason, LONGEST_REASON), ("staff", message.staff, LONGEST_NAME)):
            if not text.strip() or len(text) > longest:
                raise InvalidInput.of(name, "TOO_LONG" if text.strip() else "REQUIRED")
        asked = await desk.exclusions.get(message.exclusion_id)
        if asked is None:
            raise NothingToAnswer
        player, now = await desk.hold(asked.player_id), desk.clock.now()
        asked = await desk.exclusions.get(message.exclusion_id)  # as it stands under the lock
        if asked is None or asked.status(now) is not ExclusionStatus.END_REQUESTED:
            raise NothingToAnswer
        rules = desk.rules_of(player)
        answered = replace(asked, end_answered_at=now)
        if message.grant:
            wait = rules.indefinite_wait_hours if asked.ends_at is None else rules.definite_wait_hours
            answered = answered.ending(after_hours(now, wait))
            step, told = ExclusionStep.END_GRANTED, letter(player, Template.EXCLUSION_ENDS, answered.opens_at)
        else:
            step, told = ExclusionStep.END_REFUSED, letter(player, Template.EXCLUSION_STAYS)
        await desk.exclusions.keep(answered)
        await desk.note(answered, step, message.reason.strip(), message.staff)
        await desk.project(player, now)
        await self.messenger.send(told)
        await self.commit()
        return answered
