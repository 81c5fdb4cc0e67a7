"""By what excluded people are known again; and the games that an exclusion stops."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from app.adapters.postgres.responsible_gaming.exclusions import read_exclusion
from domain.responsible_gaming.exclusion import Exclusion
from domain.shared import PlayerId

_TRAITS = """
    select 'EMAIL' as trait, email_index as digest from players where id = :id
    union all select 'PERSON', person_index from players where id = :id and person_index is not null
    union all select 'PHONE', phone_index from players where id = :id and phone_index is not null
    union all select 'METHOD', subject_index from linked_methods where player_id = :id
    union all select 'DEVICE', digest from devices where player_id = :id
"""
# A register answers for itself: whoever it lists is asked about under every account anyway.
_HOLDS = """
    e.kind <> 'REGISTER' and e.replaced_at is null and (e.opens_at is null or e.opens_at > :now)
    and (e.kind <> 'TIME_OUT' or e.ends_at > :now)
"""
REMEMBER = text(f"""
    insert into excluded_traits (exclusion_id, trait, digest)
    select e.id, t.trait, t.digest from exclusions e cross join ({_TRAITS}) t
    where e.player_id = :id and {_HOLDS}
    on conflict do nothing
""")  # noqa: S608 - constants
_ELSEWHERE = text(f"""
    select e.* from exclusions e
    where e.player_id <> :id and {_HOLDS} and e.id in (
        select x.exclusion_id from ({_TRAITS}) t join excluded_traits x on x.digest = t.digest and x.trait = t.trait)
    order by e.id
""")  # noqa: S608 - constants
FORGET = f"""
    delete from excluded_traits x using exclusions e
    where e.id = x.exclusion_id and not ({_HOLDS.replace(":now", "$1")})
"""  # noqa: S608 - constants
"""What no exclusion needs any more; for plain connections, at ``$1``."""
_STOP = text("""
    update game_sessions set ended_at = :now where player_id = :id and ended_at is null and expires_at > :now
""")


class PostgresExcludedPeople:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def remember(self, player_id: PlayerId, now: datetime) -> None:
        await self._session.execute(REMEMBER, {"id": player_id, "now": now})

    async def elsewhere(self, player_id: PlayerId, now: datetime) -> Sequence[Exclusion]:
        rows = await self._session.execute(_ELSEWHERE, {"id": player_id, "now": now})
        return [read_exclusion(row, self._cipher) for row in rows.mappings()]


class PostgresPlay:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def stop(self, player_id: PlayerId, now: datetime) -> None:
        await self._session.execute(_STOP, {"id": player_id, "now": now})
