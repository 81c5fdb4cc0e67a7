"""Which version of a profile players are under: one at a time by their word, many by a job or by staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.player_news import tell_after_commit
from domain.identity import AccessEvent, Player
from domain.identity.rule_changes import JudgedByProfile
from domain.jurisdiction import JurisdictionProfile, Profiles
from domain.shared import Clock, Ids, PlayerId

BATCH = 100
"""Players in one transaction, each of whom waits for it."""

_MOVE = (
    text("select from player_gates where player_id = :player for no key update"),
    text("update players set profile_version = :version where id = :player"),
    text("update player_gates set profile_version = :version where player_id = :player"),
    text("""
        insert into profile_changes (id, player_id, from_code, from_version, to_code, to_version, changed_at)
        values (:id, :player, :code, :former, :code, :version, :now)
    """),
)

_BEHIND = """
select jurisdiction, profile_version from players group by 1, 2 order by 1, 2
"""
_SOME = """
select id from players where jurisdiction = $1 and profile_version = $2 and id > $3 order by id limit $4
"""
# In the order of every other change of an account: players first, then the row that the settlement lane locks.
_HOLD = (
    text("select from players where id = any(:players) order by id for no key update"),
    text("select from player_gates where player_id = any(:players) order by player_id for no key update"),
)
_PLAYERS = text("""
    update players set profile_version = :version
    where id = any(:players) and jurisdiction = :code and profile_version = :former
    returning id
""")
_GATES = text("update player_gates set profile_version = :version where player_id = any(:players)")
_RECORD = text("""
    insert into profile_changes (id, player_id, from_code, from_version, to_code, to_version, changed_at)
    select unnest(cast(:ids as uuid[])), unnest(cast(:players as uuid[])), :code, :former, :code, :version, :now
""")
_LOG = text("""
    insert into access_log (id, at, event, player_id, detail)
    select unnest(cast(:ids as uuid[])), :now, :event, unnest(cast(:players as uuid[])), :detail
""")


class PostgresRuleChanges:
    """Implements RuleChanges."""

    def __init__(self, session: AsyncSession, ids: Ids, judged: JudgedByProfile) -> None:
        self._session = session
        self._ids = ids
        self._judged = judged

    async def move(self, player: Player, version: int, now: datetime) -> None:
        tell_after_commit(self._session, player.id)
        facts = {
            "id": self._ids.new(),
            "player": player.id,
            "code": player.jurisdiction,
            "former": player.profile_version,
            "version": version,
            "now": now,
        }
        for statement in _MOVE:
            await self._session.execute(statement, facts)
        await self._judged.rules_changed((player.id,))


@dataclass(frozen=True, slots=True)
class RuleRollout:
    """Moves everybody who is under a former version; any number of processes may do it at once, and again.

    ``told`` hears of each player once it is committed.
    """

    pool: "asyncpg.Pool[asyncpg.Record]"
    sessions: async_sessionmaker[AsyncSession]
    judged: Callable[[AsyncSession], JudgedByProfile]
    profiles: Profiles
    clock: Clock
    ids: Ids
    told: Callable[[PlayerId], None]
    batch: int = BATCH

    async def tighten(self) -> int:
        """What protects no less than before holds at once; how many it now holds for."""
        moved = 0
        for code, version in await self._held():
            target = self.profiles.reachable(code, version)
            if target.version != version:
                moved += await self._move_all(code, version, target, "stricter rules hold at once")
        return moved

    async def apply(self, code: str, why: str) -> int:
        """The present version for everybody of this profile, looser or not, by the word of staff; how many."""
        moved, present = 0, self.profiles.present[code]
        for held_code, version in await self._held():
            if held_code == code and version != present.version:
                moved += await self._move_all(code, version, present, why)
        return moved

    async def _held(self) -> list[tuple[str, int]]:
        rows = await self.pool.fetch(_BEHIND)
        return [(row[0], row[1]) for row in rows if row[0] in self.profiles.present]

    async def _move_all(self, code: str, version: int, target: JurisdictionProfile, why: str) -> int:
        moved, last = 0, UUID(int=0)
        while ids := [row[0] for row in await self.pool.fetch(_SOME, code, version, last, self.batch)]:
            done = await self._move(ids, code, version, target, why)
            for player_id in done:
                self.told(PlayerId(player_id))
            moved, last = moved + len(done), ids[-1]
        return moved

    async def _move(
        self, ids: list[UUID], code: str, version: int, target: JurisdictionProfile, why: str
    ) -> list[UUID]:
        rules = {"code": code, "former": version, "version": target.version}
        async with self.sessions() as session:
            for statement in _HOLD:
                await session.execute(statement, {"players": ids})
            done = list(await session.scalars(_PLAYERS, {"players": ids, **rules}))
            moved = {"players": done, "now": self.clock.now()}
            await session.execute(_GATES, {"players": done, "version": target.version})
            await session.execute(_RECORD, {"ids": self._new(done), **moved, **rules})
            entry = {
                "event": AccessEvent.JURISDICTION_CHANGED.value,
                "detail": f"{code} {version} -> {target.version}: {why}",
            }
            await session.execute(_LOG, {"ids": self._new(done), **moved, **entry})
            await self.judged(session).rules_changed(done)
            await session.commit()
        return done

    def _new(self, ids: list[UUID]) -> list[UUID]:
        return [self.ids.new() for _ in ids]
