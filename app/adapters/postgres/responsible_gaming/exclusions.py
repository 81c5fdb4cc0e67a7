"""Exclusions in PostgreSQL."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind
from domain.responsible_gaming.exclusion_ports import ExclusionEntry
from domain.shared import PlayerId

MOST = 1_000
"""Of one player, the newest: what is in force is among them, for each that holds was asked for last of its kind."""

_KEEP = text("""
    insert into exclusions (id, player_id, kind, reason_sealed, requested_at, starts_at, ends_at, end_requested_at,
        end_reason_sealed, end_answered_at, opens_at, replaced_at, origin)
    values (:id, :player_id, :kind, :reason, :requested_at, :starts_at, :ends_at, :end_requested_at, :end_reason,
        :end_answered_at, :opens_at, :replaced_at, :origin)
    on conflict (id) do update set end_requested_at = excluded.end_requested_at,
        end_reason_sealed = excluded.end_reason_sealed, end_answered_at = excluded.end_answered_at,
        opens_at = excluded.opens_at, replaced_at = excluded.replaced_at
""")
_OF = text("select * from exclusions where player_id = :player_id order by id desc limit :most")
_GET = text("select * from exclusions where id = :id")
_WAITING = text("""
    select * from exclusions
    where end_requested_at is not null and end_answered_at is null and replaced_at is null
    order by end_requested_at, id
""")
_NOTE = text("""
    insert into exclusion_log (id, exclusion_id, player_id, at, step, kind, starts_at, ends_at, by)
    values (:id, :exclusion_id, :player_id, :at, :step, :kind, :starts_at, :ends_at, :by)
""")
_REASON = text("insert into exclusion_reasons (id, player_id, reason_sealed) values (:id, :player_id, :reason)")


class PostgresExclusions:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def of(self, player_id: PlayerId) -> Sequence[Exclusion]:
        rows = await self._session.execute(_OF, {"player_id": player_id, "most": MOST})
        return [read_exclusion(row, self._cipher) for row in rows.mappings()]

    async def get(self, exclusion_id: ExclusionId) -> Exclusion | None:
        row = (await self._session.execute(_GET, {"id": exclusion_id})).mappings().first()
        return None if row is None else read_exclusion(row, self._cipher)

    async def keep(self, exclusion: Exclusion) -> None:
        known = exclusion
        await self._session.execute(
            _KEEP,
            {
                "id": known.id,
                "player_id": known.player_id,
                "kind": known.kind.value,
                "reason": self._seal(known.reason, f"exclusions/reason/{known.id}"),
                "requested_at": known.requested_at,
                "starts_at": known.starts_at,
                "ends_at": known.ends_at,
                "end_requested_at": known.end_requested_at,
                "end_reason": self._seal(known.end_reason, f"exclusions/end_reason/{known.id}"),
                "end_answered_at": known.end_answered_at,
                "opens_at": known.opens_at,
                "replaced_at": known.replaced_at,
                "origin": known.origin,
            },
        )

    async def note(self, entry: ExclusionEntry) -> None:
        row = {
            "id": entry.id,
            "exclusion_id": entry.exclusion_id,
            "player_id": entry.player_id,
            "at": entry.at,
            "step": entry.step.value,
            "kind": entry.kind.value,
            "starts_at": entry.starts_at,
            "ends_at": entry.ends_at,
            "by": entry.by,
        }
        await self._session.execute(_NOTE, row)
        if sealed := self._seal(entry.reason, f"exclusion_reasons/reason/{entry.id}"):
            await self._session.execute(_REASON, {"id": entry.id, "player_id": entry.player_id, "reason": sealed})

    async def waiting(self) -> Sequence[Exclusion]:
        rows = await self._session.execute(_WAITING)
        return [read_exclusion(row, self._cipher) for row in rows.mappings()]

    def _seal(self, words: str, place: str) -> bytes | None:
        return self._cipher.seal(words, place) if words else None


def read_exclusion(row: RowMapping, cipher: Cipher) -> Exclusion:
    reason, end_reason, origin = row["reason_sealed"], row["end_reason_sealed"], row["origin"]
    return Exclusion(
        id=ExclusionId(row["id"]),
        player_id=PlayerId(row["player_id"]),
        kind=ExclusionKind(row["kind"]),
        reason=cipher.open(reason, f"exclusions/reason/{row['id']}") if reason else "",
        requested_at=row["requested_at"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        end_requested_at=row["end_requested_at"],
        end_reason=cipher.open(end_reason, f"exclusions/end_reason/{row['id']}") if end_reason else "",
        end_answered_at=row["end_answered_at"],
        opens_at=row["opens_at"],
        replaced_at=row["replaced_at"],
        origin=None if origin is None else ExclusionId(origin),
    )
