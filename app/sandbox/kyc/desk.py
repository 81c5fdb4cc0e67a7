"""What happens when a person has shown a document, and when the time for a verdict has come."""

from dataclasses import dataclass
from typing import Any

import orjson
from asyncpg import Record

from app.sandbox.kyc.book import Connection, KycBook, tell
from app.sandbox.kyc.verdicts import FORGED, Verdict, review_of

FINAL = "FINAL"


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take here, in seconds."""

    verdict: float = 3.0
    second_telling: float = 1.5
    disorder: float = 3.0
    change_of_mind: float = 20.0

    def times(self, factor: float) -> "Pace":
        return Pace(
            *(each * factor for each in (self.verdict, self.second_telling, self.disorder, self.change_of_mind))
        )


class KycDesk:
    def __init__(self, book: KycBook, pace: Pace) -> None:
        self._book = book
        self._pace = pace

    async def submit(self, applicant_id: str, document: str, verdict: Verdict) -> None:
        """The documents are here; one who is being looked at, approved or rejected for good stays as they are."""
        async with self._book.transaction() as connection:
            applicant = await connection.fetchrow(
                "select * from sandbox_kyc.applicants where id = $1 for update", applicant_id
            )
            if applicant is None or not may_submit(applicant):
                return
            pending = await connection.fetchrow(
                "update sandbox_kyc.applicants set review_status = 'pending', review = null, document = $2, "
                "script = $3, next_step = 'review', due_at = now() + $4 * interval '1 second' where id = $1 "
                "returning *",
                *(applicant_id, document, verdict.value, self._pace.verdict),
            )
            late = self._pace.verdict + self._pace.disorder if verdict is Verdict.OUT_OF_ORDER else 0.0
            assert pending is not None
            await tell(connection, pending, "applicantPending", (late,))

    async def let_time_pass(self) -> int:
        """Do what is due: verdicts, changes of mind. Answers how many there were."""
        async with self._book.transaction() as connection:
            due = await connection.fetch(
                "select * from sandbox_kyc.applicants where due_at <= now() limit 20 for update skip locked"
            )
            for applicant in due:
                verdict = Verdict(applicant["script"])
                if applicant["next_step"] == "review":
                    await self._review(connection, applicant, verdict)
                else:
                    await _decide(connection, applicant["id"], FORGED, (0.0,))
        return len(due)

    async def _review(self, connection: Connection, applicant: Record, verdict: Verdict) -> None:
        delays = (0.0, self._pace.second_telling) if verdict is Verdict.TOLD_TWICE else (0.0,)
        await _decide(connection, applicant["id"], dict(review_of(verdict)), delays)
        if verdict is Verdict.APPROVE_THEN_REJECT:
            await connection.execute(
                "update sandbox_kyc.applicants set next_step = 'regret', due_at = now() + $2 * interval '1 second' "
                "where id = $1",
                *(applicant["id"], self._pace.change_of_mind),
            )


def may_submit(applicant: Record) -> bool:
    """At the beginning, and after a rejection that asks for another try."""
    if applicant["review_status"] == "init":
        return True
    review = orjson.loads(applicant["review"]) if applicant["review"] else {}
    return review.get("reviewAnswer") == "RED" and review.get("reviewRejectType") != FINAL


async def _decide(connection: Connection, applicant_id: str, review: Any, delays: tuple[float, ...]) -> None:
    decided = await connection.fetchrow(
        "update sandbox_kyc.applicants set review_status = 'completed', review = $2, reviewed_at = now(), "
        "next_step = null, due_at = null where id = $1 returning *",
        *(applicant_id, orjson.dumps(dict(review)).decode()),
    )
    assert decided is not None
    await tell(connection, decided, "applicantReviewed", delays)
