"""When players were screened, and what was found."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from domain.shared import PlayerId

_FOUND = text("select hits_sealed from kyc_screenings where player_id = :id")
_KEEP = text("""
    insert into kyc_screenings (player_id, screened_at, hits_sealed) values (:id, :now, :hits)
    on conflict (player_id) do update set screened_at = excluded.screened_at, hits_sealed = excluded.hits_sealed
""")
_DUE = text("""
    select c.player_id from kyc_cases c
    join player_gates g using (player_id)
    join unnest(cast(:codes as text[]), cast(:befores as timestamptz[])) as rule (code, before)
        on rule.code = g.jurisdiction
    left join kyc_screenings s using (player_id)
    where c.level = 1 and c.status = 'APPROVED' and (s.player_id is null or s.screened_at <= rule.before)
    limit :limit
""")


class PostgresScreenings:
    """Bound to ``kyc_screenings/hits/<player>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def found(self, player_id: PlayerId) -> Mapping[str, bool]:
        sealed = await self._session.scalar(_FOUND, {"id": player_id})
        if sealed is None:
            return {}
        kept: dict[str, bool] = orjson.loads(self._cipher.open(sealed, f"kyc_screenings/hits/{player_id}"))
        return kept

    async def keep(self, player_id: PlayerId, found: Mapping[str, bool], now: datetime) -> None:
        hits = orjson.dumps(dict(found)).decode()
        sealed = self._cipher.seal(hits, f"kyc_screenings/hits/{player_id}") if found else None
        await self._session.execute(_KEEP, {"id": player_id, "now": now, "hits": sealed})

    async def due(self, before: Mapping[str, datetime], limit: int) -> Sequence[PlayerId]:
        wanted = {"codes": list(before), "befores": list(before.values()), "limit": limit}
        return [PlayerId(id_) for id_ in await self._session.scalars(_DUE, wanted)]
