"""Third parties' requests in PostgreSQL: names, contacts and reasons sealed, each for its own row."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from domain.responsible_gaming import ExclusionId, ExclusionRequest, ExclusionRequestId, OpenExclusionRequest, Relation
from domain.responsible_gaming.exclusion_request import ExclusionRequestEntry
from domain.shared import PlayerId

_ADD = text("""
    insert into exclusion_requests (id, player_id, relation, asked_by_sealed, contact_sealed, reason_sealed, asked_at,
        recorded_at)
    values (:id, :player_id, :relation, :asked_by, :contact, :reason, :asked_at, :recorded_at)
""")
_GET = text("select * from exclusion_requests where id = :id")
_DECIDE = text("update exclusion_requests set decided_at = :decided_at, exclusion_id = :exclusion_id where id = :id")
_NOTE = text("""
    insert into exclusion_request_log (id, request_id, player_id, at, step, by, reason_sealed)
    values (:id, :request_id, :player_id, :at, :step, :by, :reason)
""")
_OPEN = text("""
    select id, player_id, relation, asked_at from exclusion_requests where decided_at is null
    order by asked_at, id limit :limit
""")


class PostgresExclusionRequests:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def add(self, request: ExclusionRequest) -> None:
        await self._session.execute(
            _ADD,
            {
                "id": request.id,
                "player_id": request.player_id,
                "relation": request.relation.value,
                "asked_by": self._seal(request.asked_by, f"exclusion_requests/asked_by/{request.id}"),
                "contact": self._seal(request.contact, f"exclusion_requests/contact/{request.id}"),
                "reason": self._seal(request.reason, f"exclusion_requests/reason/{request.id}"),
                "asked_at": request.asked_at,
                "recorded_at": request.recorded_at,
            },
        )

    async def get(self, request_id: ExclusionRequestId) -> ExclusionRequest | None:
        row = (await self._session.execute(_GET, {"id": request_id})).mappings().first()
        if row is None:
            return None
        return ExclusionRequest(
            id=request_id,
            player_id=PlayerId(row["player_id"]),
            relation=Relation(row["relation"]),
            asked_by=self._open(row, "asked_by"),
            contact=self._open(row, "contact"),
            reason=self._open(row, "reason"),
            asked_at=row["asked_at"],
            recorded_at=row["recorded_at"],
            decided_at=row["decided_at"],
            exclusion_id=None if row["exclusion_id"] is None else ExclusionId(row["exclusion_id"]),
        )

    async def decide(self, request: ExclusionRequest) -> None:
        decision = {"id": request.id, "decided_at": request.decided_at, "exclusion_id": request.exclusion_id}
        await self._session.execute(_DECIDE, decision)

    async def note(self, entry: ExclusionRequestEntry) -> None:
        await self._session.execute(
            _NOTE,
            {
                "id": entry.id,
                "request_id": entry.request_id,
                "player_id": entry.player_id,
                "at": entry.at,
                "step": entry.step.value,
                "by": entry.by,
                "reason": self._seal(entry.reason, f"exclusion_request_log/reason/{entry.id}"),
            },
        )

    async def open_ones(self, limit: int) -> Sequence[OpenExclusionRequest]:
        rows = await self._session.execute(_OPEN, {"limit": limit})
        return [
            OpenExclusionRequest(
                ExclusionRequestId(row.id), PlayerId(row.player_id), Relation(row.relation), row.asked_at
            )
            for row in rows
        ]

    def _seal(self, words: str, place: str) -> bytes | None:
        return self._cipher.seal(words, place) if words else None

    def _open(self, row: RowMapping, name: str) -> str:
        sealed = row[f"{name}_sealed"]
        return "" if sealed is None else self._cipher.open(sealed, f"exclusion_requests/{name}/{row['id']}")
