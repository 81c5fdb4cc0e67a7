"""Record a verdict: a vendor has looked at a player."""

from dataclasses import dataclass

from domain.kyc.check import KycCheck, Verdict
from domain.kyc.desk import KycDesk
from domain.kyc.ports import KycChecks, KycFiles
from domain.kyc.refusals import UnknownApplicant
from domain.shared import Clock, Commit, Ids, Message


@dataclass(frozen=True, slots=True)
class VerdictRecorded:
    """``new``: it was not known. ``applied``: the case stands on it now, or did from here on."""

    new: bool
    applied: bool


@dataclass(frozen=True, slots=True)
class RecordVerdict(Message[VerdictRecorded]):
    """``reference`` is the applicant's that the vendor was given; ``external_id`` the vendor's own name for it."""

    vendor: str
    reference: str
    external_id: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RecordVerdictHandler:
    """Raises UnknownApplicant. Idempotent by vendor, reference, time and answer; late ones are kept and not applied.

    GREEN may turn RED: the gates close in this transaction, under the lock that every bet takes.
    """

    files: KycFiles
    checks: KycChecks
    desk: KycDesk
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: RecordVerdict) -> VerdictRecorded:
        attempt = await self.checks.attempt_of(message.vendor, message.reference)
        file = None if attempt is None else await self.files.hold(attempt.player_id)
        if attempt is None or file is None:
            raise UnknownApplicant
        now, case = self.clock.now(), file.case(attempt.level)
        applied = case.follows(message.verdict)
        new = await self.checks.add(
            KycCheck(
                self.ids.new(),
                attempt.player_id,
                attempt.level,
                message.vendor,
                message.external_id,
                message.verdict,
                now,
                applied,
            ),
            attempt.id,
        )
        if new and applied:
            await self.desk.settle(file, [case.judged(message.verdict, f"vendor {message.vendor}")], now)
        await self.commit()
        return VerdictRecorded(new, new and applied)
