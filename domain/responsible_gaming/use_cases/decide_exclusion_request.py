"""Decide a third party's request: staff exclude the player, or decline."""

from dataclasses import dataclass, field, replace

from domain.identity import AccessEvent, Journal, Messenger, Player, Visit, readable_statement
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind, after_months
from domain.responsible_gaming.exclusion_desk import ExclusionDesk
from domain.responsible_gaming.exclusion_letters import begun
from domain.responsible_gaming.exclusion_ports import ExclusionStep
from domain.responsible_gaming.exclusion_refusals import NothingToAnswer
from domain.responsible_gaming.exclusion_request import (
    ExclusionRequest,
    ExclusionRequestId,
    ExclusionRequests,
    ExclusionRequestStep,
)
from domain.responsible_gaming.use_cases.record_exclusion_request import an_entry
from domain.responsible_gaming.use_cases.self_exclude import replace_shorter
from domain.shared import Commit, InvalidInput
from domain.shared import Message as Request

NO_VISIT = Visit()
"""Staff come by the command line."""


@dataclass(frozen=True, slots=True)
class ExcludeOnRequest(Request[Exclusion]):
    """``months``: one of those that the player's jurisdiction offers to its players; None: for good.

    ``reason`` and ``staff`` go on record, and are not shown to the player.
    """

    request_id: ExclusionRequestId
    months: int | None
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class DeclineExclusionRequest(Request[ExclusionRequest]):
    request_id: ExclusionRequestId
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class RequestDecision:
    """What both decisions share: the request as it stands under the player's lock, and that it is decided once."""

    desk: ExclusionDesk
    requests: ExclusionRequests

    async def hold(self, request_id: ExclusionRequestId) -> tuple[Player, ExclusionRequest]:
        """Raises NothingToAnswer."""
        asked = await self.requests.get(request_id)
        if asked is None:
            raise NothingToAnswer
        player = await self.desk.hold(asked.player_id)
        asked = await self.requests.get(request_id)
        if asked is None or asked.decided_at is not None:
            raise NothingToAnswer
        return player, asked

    async def keep(
        self, asked: ExclusionRequest, exclusion: Exclusion | None, step: ExclusionRequestStep, staff: str, reason: str
    ) -> ExclusionRequest:
        now = self.desk.clock.now()
        decided = replace(asked, decided_at=now, exclusion_id=None if exclusion is None else exclusion.id)
        await self.requests.decide(decided)
        await self.requests.note(an_entry(self.desk.ids, asked, now, step, staff, reason))
        return decided


@dataclass(frozen=True, slots=True)
class ExcludeOnRequestHandler:
    """Raises InvalidInput, NothingToAnswer, LongerExclusionInForce (one of ours, at least as long).

    It takes effect as a self-exclusion does, and ends every session: its player did not ask, and may sign in anew.
    """

    decision: RequestDecision
    messenger: Messenger
    journal: Journal
    commit: Commit

    async def __call__(self, message: ExcludeOnRequest) -> Exclusion:
        reason, staff = readable_statement(message.reason, "reason"), readable_statement(message.staff, "staff")
        desk = self.decision.desk
        player, asked = await self.decision.hold(message.request_id)
        if message.months is not None and message.months not in desk.rules_of(player).self_exclusion_months:
            raise InvalidInput.of("months", "NOT_OFFERED")
        now = desk.clock.now()
        exclusion = Exclusion(
            id=ExclusionId(desk.ids.new()),
            player_id=player.id,
            kind=ExclusionKind.OPERATOR,
            reason="",
            requested_at=now,  # the player reads it: when a third party asked is not theirs to know
            starts_at=now,
            ends_at=None if message.months is None else after_months(now, message.months),
        )
        await replace_shorter(desk, exclusion, (ExclusionKind.OPERATOR,), staff)
        ended = await desk.begin(exclusion, player, ExclusionStep.IMPOSED, staff, None)
        await self.decision.keep(asked, exclusion, ExclusionRequestStep.EXCLUDED, staff, reason)
        await self.journal.note(AccessEvent.EXCLUSION_BEGUN, NO_VISIT, player.id, detail="OPERATOR")
        await self.messenger.send(begun(player, exclusion))
        await self.commit()
        desk.sign_out.announce(ended)
        return exclusion


@dataclass(frozen=True, slots=True)
class DeclineExclusionRequestHandler:
    """Raises InvalidInput, NothingToAnswer. Its player never hears of it."""

    decision: RequestDecision
    commit: Commit

    async def __call__(self, message: DeclineExclusionRequest) -> ExclusionRequest:
        reason, staff = readable_statement(message.reason, "reason"), readable_statement(message.staff, "staff")
        _, asked = await self.decision.hold(message.request_id)
        declined = await self.decision.keep(asked, None, ExclusionRequestStep.DECLINED, staff, reason)
        await self.commit()
        return declined
