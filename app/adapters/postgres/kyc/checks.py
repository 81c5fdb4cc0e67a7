"""Checks and the attempts that they belong to; what staff did."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from domain.jurisdiction import KycLevel
from domain.kyc import Answer, Attempt, KycCheck, Rejection, Verdict
from domain.shared import Clock, Ids, PlayerId

_MOST = 100
_ATTEMPT = text("""
    insert into kyc_attempts (id, player_id, level, vendor, started_at) values (:id, :player_id, :level, :vendor, :at)
    on conflict on constraint kyc_attempts_once do update set vendor = excluded.vendor
    returning *
""")
_ATTEMPT_OF = text("select * from kyc_attempts where id = :id and vendor = :vendor")
_ADD = text("""
    insert into kyc_checks (id, attempt_id, player_id, level, vendor, external_id, created_at, answer, rejection,
        labels, comment_sealed, private_comment_sealed, expires_at, received_at, applied)
    values (:id, :attempt_id, :player_id, :level, :vendor, :external_id, :created_at, :answer, :rejection,
        :labels, :comment, :private_comment, :expires_at, :received_at, :applied)
    on conflict on constraint kyc_checks_once do nothing
    returning id
""")
_OF = text("""
    select c.* from unnest(cast(:ids as uuid[])) as wanted (id)
    cross join lateral (
        select * from kyc_checks where player_id = wanted.id order by created_at desc, id desc limit :most) c
""")
_NOTE = text("""
    insert into kyc_staff_log (id, player_id, level, action, staff, reason_sealed, at)
    values (:id, :player_id, :level, :action, :staff, :reason, :at)
""")


class PostgresKycChecks:
    """Bound to ``kyc_checks/comment/<id>`` and ``kyc_checks/private_comment/<id>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def attempt(self, attempt: Attempt) -> Attempt:
        values = {
            "id": attempt.id,
            "player_id": attempt.player_id,
            "level": attempt.level.value,
            "vendor": attempt.vendor,
            "at": attempt.started_at,
        }
        return _attempt((await self._session.execute(_ATTEMPT, values)).mappings().one())

    async def attempt_of(self, vendor: str, reference: str) -> Attempt | None:
        try:
            id_ = UUID(reference)
        except ValueError:
            return None
        row = (await self._session.execute(_ATTEMPT_OF, {"id": id_, "vendor": vendor})).mappings().one_or_none()
        return None if row is None else _attempt(row)

    async def add(self, check: KycCheck, attempt: UUID) -> bool:
        verdict = check.verdict
        added = await self._session.scalar(
            _ADD,
            {
                "id": check.id,
                "attempt_id": attempt,
                "player_id": check.player_id,
                "level": check.level.value,
                "vendor": check.vendor,
                "external_id": check.external_id,
                "created_at": verdict.created_at,
                "answer": verdict.answer.value,
                "rejection": None if verdict.rejection is None else verdict.rejection.value,
                "labels": list(verdict.labels),
                "comment": self._seal(verdict.comment, f"kyc_checks/comment/{check.id}"),
                "private_comment": self._seal(verdict.private_comment, f"kyc_checks/private_comment/{check.id}"),
                "expires_at": verdict.expires_at,
                "received_at": check.received_at,
                "applied": check.applied,
            },
        )
        return added is not None

    async def of(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[KycCheck]]:
        found: defaultdict[PlayerId, list[KycCheck]] = defaultdict(list)
        for row in (await self._session.execute(_OF, {"ids": list(ids), "most": _MOST})).mappings():
            found[PlayerId(row["player_id"])].append(self._check(row))
        return found

    def _check(self, row: RowMapping) -> KycCheck:
        return KycCheck(
            id=row["id"],
            player_id=PlayerId(row["player_id"]),
            level=KycLevel(row["level"]),
            vendor=row["vendor"],
            external_id=row["external_id"],
            verdict=Verdict(
                created_at=row["created_at"],
                answer=Answer(row["answer"]),
                rejection=None if row["rejection"] is None else Rejection(row["rejection"]),
                labels=tuple(row["labels"]),
                comment=self._open(row, "comment"),
                private_comment=self._open(row, "private_comment"),
                expires_at=row["expires_at"],
            ),
            received_at=row["received_at"],
            applied=row["applied"],
        )

    def _seal(self, text_: str, place: str) -> bytes | None:
        return self._cipher.seal(text_, place) if text_ else None

    def _open(self, row: RowMapping, name: str) -> str:
        sealed = row[f"{name}_sealed"]
        return "" if sealed is None else self._cipher.open(sealed, f"kyc_checks/{name}/{row['id']}")


class PostgresStaffLog:
    """Reasons are bound to ``kyc_staff_log/reason/<id>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher, clock: Clock, ids: Ids) -> None:
        self._session = session
        self._cipher = cipher
        self._clock = clock
        self._ids = ids

    async def note(self, player_id: PlayerId, level: KycLevel, action: str, staff: str, reason: str) -> None:
        id_ = self._ids.new()
        await self._session.execute(
            _NOTE,
            {
                "id": id_,
                "player_id": player_id,
                "level": level.value,
                "action": action,
                "staff": staff,
                "reason": self._cipher.seal(reason, f"kyc_staff_log/reason/{id_}"),
                "at": self._clock.now(),
            },
        )


def _attempt(row: RowMapping) -> Attempt:
    return Attempt(row["id"], PlayerId(row["player_id"]), KycLevel(row["level"]), row["vendor"], row["started_at"])
