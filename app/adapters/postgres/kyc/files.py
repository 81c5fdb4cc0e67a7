"""Files: cases, requirements and gates of players, and which of them wait."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.player_news import tell_after_commit
from domain.jurisdiction import KycLevel
from domain.kyc import KycCase, KycFile, KycRequirement, KycStatus, Rejection
from domain.shared import PlayerId

_LOCK = text("select from player_gates where player_id = :id for no key update")
_GATES = text("select player_id, jurisdiction, profile_version, blocks from player_gates where player_id = any(:ids)")
_CASES = text("select * from kyc_cases where player_id = any(:ids)")
_REQUIREMENTS = text("select * from kyc_requirements where player_id = any(:ids) order by due_at, reason")
_SAVE = text("""
    insert into kyc_cases (player_id, level, status, rejection, reasons, comment_sealed, vendor, started_at,
        submitted_at, judged_at, judged_by, expires_at)
    values (:player_id, :level, :status, :rejection, :reasons, :comment, :vendor, :started_at,
        :submitted_at, :judged_at, :judged_by, :expires_at)
    on conflict (player_id, level) do update set status = excluded.status, rejection = excluded.rejection,
        reasons = excluded.reasons, comment_sealed = excluded.comment_sealed, vendor = excluded.vendor,
        started_at = excluded.started_at, submitted_at = excluded.submitted_at, judged_at = excluded.judged_at,
        judged_by = excluded.judged_by, expires_at = excluded.expires_at
""")
_ADD_REQUIREMENT = text("""
    insert into kyc_requirements (player_id, reason, level, closes, opened_at, due_at)
    values (:player_id, :reason, :level, :closes, :opened_at, :due_at)
""")
_ASSESSED = text("""
    insert into kyc_states (player_id, jurisdiction, profile_version, assessed_at)
    values (:id, :jurisdiction, :profile_version, :now)
    on conflict (player_id) do update set jurisdiction = excluded.jurisdiction,
        profile_version = excluded.profile_version, assessed_at = excluded.assessed_at,
        version = kyc_states.version + case when :news then 1 else 0 end
""")
_WAITING = text("""
    select * from kyc_cases where status in ('SUBMITTED', 'IN_REVIEW') order by submitted_at, player_id limit :limit
""")
_DUE = text("""
    select player_id from kyc_cases where status = 'APPROVED' and expires_at <= :now
    union
    select r.player_id from kyc_requirements r join kyc_states s using (player_id)
    where r.due_at <= :now and r.due_at > s.assessed_at
    limit :limit
""")
_BEHIND = text("""
    select g.player_id from player_gates g left join kyc_states s using (player_id)
    where s.player_id is null or (s.jurisdiction, s.profile_version) <> (g.jurisdiction, g.profile_version)
    limit :limit
""")


class PostgresKycFiles:
    """Comments are bound to ``kyc_cases/comment/<player>/<level>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher
        self._gates = PostgresPlayerGates(session)

    async def hold(self, player_id: PlayerId) -> KycFile | None:
        await self._session.execute(_LOCK, {"id": player_id})
        return (await self.get((player_id,))).get(player_id)  # later statements: they see what the lock waited for

    async def get(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, KycFile]:
        wanted = {"ids": list(ids)}
        gates = (await self._session.execute(_GATES, wanted)).mappings().all()
        cases: defaultdict[PlayerId, dict[KycLevel, KycCase]] = defaultdict(dict)
        for row in (await self._session.execute(_CASES, wanted)).mappings():
            case = self._case(row)
            cases[case.player_id][case.level] = case
        requirements: defaultdict[PlayerId, list[KycRequirement]] = defaultdict(list)
        for row in (await self._session.execute(_REQUIREMENTS, wanted)).mappings():
            requirements[PlayerId(row["player_id"])].append(_requirement(row))
        return {
            player_id: KycFile(
                player_id,
                row["jurisdiction"],
                row["profile_version"],
                cases[player_id],
                tuple(requirements[player_id]),
                tuple(row["blocks"]),
            )
            for row in gates
            for player_id in (PlayerId(row["player_id"]),)
        }

    async def save(self, case: KycCase) -> None:
        place = f"kyc_cases/comment/{case.player_id}/{case.level.value}"
        await self._session.execute(
            _SAVE,
            {
                "player_id": case.player_id,
                "level": case.level.value,
                "status": case.status.value,
                "rejection": None if case.rejection is None else case.rejection.value,
                "reasons": list(case.reasons),
                "comment": self._cipher.seal(case.comment, place) if case.comment else None,
                "vendor": case.vendor,
                "started_at": case.started_at,
                "submitted_at": case.submitted_at,
                "judged_at": case.judged_at,
                "judged_by": case.judged_by,
                "expires_at": case.expires_at,
            },
        )

    async def add_requirement(self, requirement: KycRequirement) -> None:
        await self._session.execute(
            _ADD_REQUIREMENT,
            {
                "player_id": requirement.player_id,
                "reason": requirement.reason,
                "level": requirement.level.value,
                "closes": list(requirement.closes),
                "opened_at": requirement.opened_at,
                "due_at": requirement.due_at,
            },
        )

    async def assessed(
        self, file: KycFile, block: Collection[str], unblock: Collection[str], now: datetime, *, news: bool
    ) -> None:
        if unblock:
            await self._gates.unblock(file.player_id, unblock)
        if block:
            await self._gates.block(file.player_id, block)
        by = {"jurisdiction": file.jurisdiction, "profile_version": file.profile_version}
        await self._session.execute(_ASSESSED, {"id": file.player_id, **by, "now": now, "news": news})
        if news:
            tell_after_commit(self._session, file.player_id)

    def _case(self, row: RowMapping) -> KycCase:
        sealed, place = row["comment_sealed"], f"kyc_cases/comment/{row['player_id']}/{row['level']}"
        return KycCase(
            player_id=PlayerId(row["player_id"]),
            level=KycLevel(row["level"]),
            status=KycStatus(row["status"]),
            rejection=None if row["rejection"] is None else Rejection(row["rejection"]),
            reasons=tuple(row["reasons"]),
            comment="" if sealed is None else self._cipher.open(sealed, place),
            vendor=row["vendor"],
            started_at=row["started_at"],
            submitted_at=row["submitted_at"],
            judged_at=row["judged_at"],
            judged_by=row["judged_by"],
            expires_at=row["expires_at"],
        )

    async def waiting(self, limit: int) -> Sequence[KycCase]:
        rows = await self._session.execute(_WAITING, {"limit": limit})
        return [self._case(row) for row in rows.mappings()]

    async def due(self, now: datetime, limit: int) -> Sequence[PlayerId]:
        return [PlayerId(id_) for id_ in await self._session.scalars(_DUE, {"now": now, "limit": limit})]

    async def behind(self, limit: int) -> Sequence[PlayerId]:
        return [PlayerId(id_) for id_ in await self._session.scalars(_BEHIND, {"limit": limit})]


def _requirement(row: RowMapping) -> KycRequirement:
    return KycRequirement(
        player_id=PlayerId(row["player_id"]),
        reason=row["reason"],
        level=KycLevel(row["level"]),
        closes=tuple(row["closes"]),
        opened_at=row["opened_at"],
        due_at=row["due_at"],
    )
