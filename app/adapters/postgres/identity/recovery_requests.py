"""Recovery requests: what players write and what staff decide."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from domain.identity.recovery import RecoveryRequest, RecoveryRequestId, RecoveryState
from domain.shared import PlayerId

_ADD = text("""
    insert into recovery_requests (id, player_id, state, statement_sealed, asked_at)
    values (:id, :player_id, :state, :statement, :asked_at)
    on conflict (player_id) where state in ('ASKED', 'APPROVED') do nothing
    returning id
""")
_SAVE = text("""
    update recovery_requests set state = :state, decided_at = :decided_at, decided_by = :decided_by,
        reason_sealed = :reason, due_at = :due_at
    where id = :id
""")
_HOLD = text("select * from recovery_requests where id = :id for update")
_PENDING = text("""
    select * from recovery_requests where state in ('ASKED', 'APPROVED') order by asked_at, id limit :limit
""")
_NEXT_DUE = text("""
    select * from recovery_requests where state = 'APPROVED' and due_at <= :now
    order by due_at limit 1 for update skip locked
""")
_FACTOR_SHOWN = text("""
    select exists (
        select from sessions where player_id = :player_id and (started_at > :since or proved_at > :since))
""")


class PostgresRecoveryRequests:
    """Bound to ``recovery_requests/statement/<id>`` and ``recovery_requests/reason/<id>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def add(self, request: RecoveryRequest) -> bool:
        added = await self._session.scalar(
            _ADD,
            {
                "id": request.id,
                "player_id": request.player_id,
                "state": request.state.value,
                "statement": self._cipher.seal(request.statement, f"recovery_requests/statement/{request.id}"),
                "asked_at": request.asked_at,
            },
        )
        return added is not None

    async def hold(self, id_: RecoveryRequestId) -> RecoveryRequest | None:
        return await self._one(_HOLD, {"id": id_})

    async def save(self, request: RecoveryRequest) -> None:
        place = f"recovery_requests/reason/{request.id}"
        await self._session.execute(
            _SAVE,
            {
                "id": request.id,
                "state": request.state.value,
                "decided_at": request.decided_at,
                "decided_by": request.decided_by,
                "reason": self._cipher.seal(request.reason, place) if request.reason else None,
                "due_at": request.due_at,
            },
        )

    async def pending(self, limit: int) -> Sequence[RecoveryRequest]:
        rows = await self._session.execute(_PENDING, {"limit": limit})
        return [self._read(row) for row in rows.mappings()]

    async def next_due(self, now: datetime) -> RecoveryRequest | None:
        return await self._one(_NEXT_DUE, {"now": now})

    async def factor_shown(self, player_id: PlayerId, since: datetime) -> bool:
        return bool(await self._session.scalar(_FACTOR_SHOWN, {"player_id": player_id, "since": since}))

    async def _one(self, statement: TextClause, values: dict[str, object]) -> RecoveryRequest | None:
        row = (await self._session.execute(statement, values)).mappings().one_or_none()
        return None if row is None else self._read(row)

    def _read(self, row: RowMapping) -> RecoveryRequest:
        return RecoveryRequest(
            id=RecoveryRequestId(row["id"]),
            player_id=PlayerId(row["player_id"]),
            statement=self._open(row, "statement"),
            asked_at=row["asked_at"],
            state=RecoveryState(row["state"]),
            decided_at=row["decided_at"],
            decided_by=row["decided_by"],
            reason=self._open(row, "reason"),
            due_at=row["due_at"],
        )

    def _open(self, row: RowMapping, name: str) -> str:
        sealed = row[f"{name}_sealed"]
        return "" if sealed is None else self._cipher.open(sealed, f"recovery_requests/{name}/{row['id']}")
