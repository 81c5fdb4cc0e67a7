"""Review a recovery request: staff approve or reject it, and say why."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.recovery import RecoveryRequest, RecoveryRequestId, RecoveryRequests, RecoveryState
from domain.identity.refusals import NothingToReview
from domain.identity.session import Visit
from domain.identity.written import readable_statement
from domain.jurisdiction import AccountRules
from domain.shared import Clock, Commit
from domain.shared import Message as Request

NO_VISIT = Visit()
"""Staff come by the command line."""


@dataclass(frozen=True, slots=True)
class ReviewRecovery(Request[RecoveryRequest]):
    """``staff`` is who decides; ``reason`` is for the record, not for the player."""

    request: RecoveryRequestId
    approve: bool
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class ReviewRecoveryHandler:
    """Raises InvalidInput, NothingToReview. An approved one can still be rejected until it has taken effect."""

    rules: AccountRules
    players: Players
    requests: RecoveryRequests
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: ReviewRecovery) -> RecoveryRequest:
        reason, staff = readable_statement(message.reason, "reason"), readable_statement(message.staff, "staff")
        request = await self.requests.hold(message.request)
        reviewable = (RecoveryState.ASKED,) if message.approve else (RecoveryState.ASKED, RecoveryState.APPROVED)
        if request is None or request.state not in reviewable:
            raise NothingToReview
        now = self.clock.now()
        decided = replace(request, decided_at=now, decided_by=staff, reason=reason)
        if message.approve:
            due_at = now + timedelta(hours=self.rules.recovery_wait_hours)
            decided = replace(decided, state=RecoveryState.APPROVED, due_at=due_at)
        else:
            decided = replace(decided, state=RecoveryState.REJECTED, due_at=None)
        await self.requests.save(decided)
        await self._tell(decided)
        await self.commit()
        return decided

    async def _tell(self, decided: RecoveryRequest) -> None:
        approved = decided.state is RecoveryState.APPROVED
        event = AccessEvent.RECOVERY_APPROVED if approved else AccessEvent.RECOVERY_REJECTED
        await self.journal.note(event, NO_VISIT, decided.player_id, detail=str(decided.id))
        player = (await self.players.get((decided.player_id,)))[decided.player_id]
        template = Template.RECOVERY_APPROVED if approved else Template.RECOVERY_REJECTED
        facts = {"at": _told(decided.due_at)} if decided.due_at else {}
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, template, player.language, facts, player.id)
        )


def _told(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
