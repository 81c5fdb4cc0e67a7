"""Record that a third party asks for somebody's exclusion, and look at what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.identity import Players, readable_statement
from domain.responsible_gaming.exclusion_refusals import NothingToAnswer
from domain.responsible_gaming.exclusion_request import (
    ExclusionRequest,
    ExclusionRequestEntry,
    ExclusionRequestId,
    ExclusionRequests,
    ExclusionRequestStep,
    OpenExclusionRequest,
    Relation,
)
from domain.shared import Clock, Commit, Ids, InvalidInput, Message, PlayerId
from domain.wallet import UnknownPlayer

QUEUE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class RecordExclusionRequest(Message[ExclusionRequest]):
    """``asked_at`` None: now. Nothing changes for the player until staff decide."""

    player_id: PlayerId
    relation: Relation
    asked_by: str = field(repr=False)
    contact: str = field(repr=False)
    reason: str = field(repr=False)
    staff: str
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordExclusionRequestHandler:
    """Raises InvalidInput, UnknownPlayer."""

    requests: ExclusionRequests
    players: Players
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: RecordExclusionRequest) -> ExclusionRequest:
        now, staff = self.clock.now(), readable_statement(message.staff, "staff")
        asked_at = message.asked_at or now
        if asked_at > now:
            raise InvalidInput.of("asked_at", "IN_THE_FUTURE")
        request = ExclusionRequest(
            id=ExclusionRequestId(self.ids.new()),
            player_id=message.player_id,
            relation=message.relation,
            asked_by=readable_statement(message.asked_by, "asked_by"),
            contact=message.contact and readable_statement(message.contact, "contact"),
            reason=readable_statement(message.reason, "reason"),
            asked_at=asked_at,
            recorded_at=now,
        )
        if message.player_id not in await self.players.get((message.player_id,)):
            raise UnknownPlayer
        await self.requests.add(request)
        await self.requests.note(an_entry(self.ids, request, now, ExclusionRequestStep.RECORDED, staff))
        await self.commit()
        return request


@dataclass(frozen=True, slots=True)
class ListExclusionRequests(Message[Sequence[OpenExclusionRequest]]):
    """What waits for staff, the oldest first."""


@dataclass(frozen=True, slots=True)
class ListExclusionRequestsHandler:
    requests: ExclusionRequests

    async def __call__(self, message: ListExclusionRequests) -> Sequence[OpenExclusionRequest]:
        del message
        return await self.requests.open_ones(QUEUE_LENGTH)


@dataclass(frozen=True, slots=True)
class ViewExclusionRequest(Message[ExclusionRequest]):
    """Staff read who asks and why: that is kept, with who and why."""

    request_id: ExclusionRequestId
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class ViewExclusionRequestHandler:
    """Raises InvalidInput, NothingToAnswer. The record is durable before anything is shown."""

    requests: ExclusionRequests
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: ViewExclusionRequest) -> ExclusionRequest:
        reason, staff = readable_statement(message.reason, "reason"), readable_statement(message.staff, "staff")
        request = await self.requests.get(message.request_id)
        if request is None:
            raise NothingToAnswer
        step = ExclusionRequestStep.VIEWED
        await self.requests.note(an_entry(self.ids, request, self.clock.now(), step, staff, reason))
        await self.commit()
        return request


def an_entry(
    ids: Ids, request: ExclusionRequest, now: datetime, step: ExclusionRequestStep, staff: str, reason: str = ""
) -> ExclusionRequestEntry:
    return ExclusionRequestEntry(ids.new(), request.id, request.player_id, now, step, staff, reason)
