"""Review a level: staff approve or reject it, whatever a vendor said, and say why."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from domain.jurisdiction import KycLevel
from domain.kyc.case import LEVELS, KycCase
from domain.kyc.check import Answer, KycCheck, Rejection, Verdict
from domain.kyc.desk import KycDesk
from domain.kyc.file import KycFile
from domain.kyc.ports import Evidence, KycChecks, KycFiles, KycQueue, StaffLog
from domain.kyc.refusals import UnknownKycCase
from domain.kyc.written import written
from domain.shared import Clock, Commit, InvalidInput, Message, PlayerId

QUEUE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class ReviewKyc(Message[KycFile]):
    """``rejection`` None: approved, until ``expires_at``; None: until the day that the player's document says, if any.

    ``reason`` is for the record, ``comment`` for the player; ``labels`` are stable codes for the player's client.
    """

    player_id: PlayerId
    level: KycLevel
    rejection: Rejection | None
    reason: str = field(repr=False)
    staff: str
    labels: tuple[str, ...] = ()
    comment: str = field(default="", repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewKycHandler:
    """Raises InvalidInput, UnknownKycCase. What staff rejected for good, no vendor's verdict opens again."""

    files: KycFiles
    evidence: Evidence
    desk: KycDesk
    log: StaffLog
    clock: Clock
    commit: Commit

    async def __call__(self, message: ReviewKyc) -> KycFile:
        reason, staff = written(message.reason, "reason"), written(message.staff, "staff")
        comment = written(message.comment, "comment", required=False)
        now = self.clock.now()
        if message.level not in LEVELS:
            raise InvalidInput.of("level", "NOT_A_LEVEL")
        file = await self.files.hold(message.player_id)
        if file is None:
            raise UnknownKycCase
        expires_at = await self._end(message)
        if expires_at is not None and expires_at <= now:
            raise InvalidInput.of("expiresAt", "IN_THE_PAST")
        case = file.case(message.level)
        answer = Answer.GREEN if message.rejection is None else Answer.RED
        verdict = Verdict(
            created_at=now if case.judged_at is None else max(now, case.judged_at),  # a vendor's clock may be fast
            answer=answer,
            rejection=message.rejection,
            labels=message.labels,
            comment=comment,
            expires_at=expires_at,
        )
        settled = await self.desk.settle(file, [case.judged(verdict, f"staff {staff}")], now)
        action = "APPROVED" if message.rejection is None else f"REJECTED_{message.rejection.value}"
        await self.log.note(file.player_id, message.level, action, staff, reason)
        await self.commit()
        return settled

    async def _end(self, message: ReviewKyc) -> datetime | None:
        if message.expires_at is not None or message.rejection is not None:
            return message.expires_at
        last_day = await self.evidence.valid_until(message.player_id, message.level)
        return None if last_day is None else datetime.combine(last_day + timedelta(days=1), time(), UTC)


@dataclass(frozen=True, slots=True)
class ListKycQueue(Message[tuple[KycCase, ...]]):
    """What waits for staff, the oldest first."""


@dataclass(frozen=True, slots=True)
class ListKycQueueHandler:
    queue: KycQueue

    async def __call__(self, message: ListKycQueue) -> tuple[KycCase, ...]:
        del message
        return tuple(await self.queue.waiting(QUEUE_LENGTH))


@dataclass(frozen=True, slots=True)
class ViewedKyc:
    file: KycFile
    checks: tuple[KycCheck, ...]


@dataclass(frozen=True, slots=True)
class ViewKyc(Message[ViewedKyc]):
    """Staff look at a person: that is kept, with who and why."""

    player_id: PlayerId
    reason: str = field(repr=False)
    staff: str


@dataclass(frozen=True, slots=True)
class ViewKycHandler:
    """Raises InvalidInput, UnknownKycCase. The record is durable before anything is shown."""

    files: KycFiles
    checks: KycChecks
    log: StaffLog
    commit: Commit

    async def __call__(self, message: ViewKyc) -> ViewedKyc:
        reason, staff = written(message.reason, "reason"), written(message.staff, "staff")
        file = (await self.files.get((message.player_id,))).get(message.player_id)
        if file is None:
            raise UnknownKycCase
        checks = await self.checks.of((message.player_id,))
        await self.log.note(message.player_id, KycLevel.NONE, "VIEWED", staff, reason)
        await self.commit()
        return ViewedKyc(file, tuple(checks.get(message.player_id, ())))
