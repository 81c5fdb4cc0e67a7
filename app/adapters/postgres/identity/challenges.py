"""Challenges."""

from datetime import datetime

import orjson
from sqlalchemy import Update, insert, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import Cipher
from app.adapters.postgres.tables.ways_in import ChallengeRow
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind
from domain.shared import PlayerId

_SWEEP = text("""
    delete from challenges where id in (
        select id from challenges where expires_at <= :horizon order by expires_at limit 8 for update skip locked)
""")


class PostgresChallenges:
    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def add(self, challenge: Challenge) -> None:
        """Each one that begins clears away up to eight that are over: the table cannot grow without bound."""
        await self._session.execute(
            insert(ChallengeRow).values(
                id=challenge.id,
                kind=challenge.kind.value,
                player_id=challenge.player_id,
                facts_sealed=self._seal(challenge),
                code_digest=challenge.code_digest,
                attempts_left=challenge.attempts_left,
                created_at=challenge.created_at,
                expires_at=challenge.expires_at,
            )
        )
        await self._session.execute(_SWEEP, {"horizon": challenge.created_at})

    async def find(self, id_: ChallengeId, kind: ChallengeKind, now: datetime) -> Challenge | None:
        row = await self._session.scalar(
            select(ChallengeRow)
            .where(
                col(ChallengeRow.id) == id_,
                col(ChallengeRow.kind) == kind.value,
                col(ChallengeRow.spent_at).is_(None),
                col(ChallengeRow.expires_at) > now,
                col(ChallengeRow.attempts_left) > 0,
            )
            .execution_options(populate_existing=True)
        )
        return None if row is None else self._read(row)

    async def attempt(self, id_: ChallengeId, kind: ChallengeKind, now: datetime) -> Challenge | None:
        row = await self._session.scalar(
            _alive(id_, now)
            .where(col(ChallengeRow.kind) == kind.value, col(ChallengeRow.attempts_left) > 0)
            .values(attempts_left=col(ChallengeRow.attempts_left) - 1)
            .returning(ChallengeRow)
            .execution_options(populate_existing=True)
        )
        return None if row is None else self._read(row)

    async def spend(self, id_: ChallengeId, now: datetime) -> bool:
        spent = await self._session.scalar(_alive(id_, now).values(spent_at=now).returning(col(ChallengeRow.id)))
        return spent is not None

    async def renew(self, challenge: Challenge) -> None:
        await self._session.execute(
            update(ChallengeRow)
            .where(col(ChallengeRow.id) == challenge.id)
            .values(
                facts_sealed=self._seal(challenge),
                code_digest=challenge.code_digest,
                expires_at=challenge.expires_at,
            )
        )

    async def spend_all(
        self, player_id: PlayerId, kind: ChallengeKind, now: datetime, begun_after: datetime | None = None
    ) -> None:
        await self._session.execute(
            update(ChallengeRow)
            .where(
                col(ChallengeRow.player_id) == player_id,
                col(ChallengeRow.kind) == kind.value,
                col(ChallengeRow.spent_at).is_(None),
                true() if begun_after is None else col(ChallengeRow.created_at) > begun_after,
            )
            .values(spent_at=now)
        )

    def _seal(self, challenge: Challenge) -> bytes:
        return self._cipher.seal(orjson.dumps(dict(challenge.facts)).decode(), f"challenges/facts/{challenge.id}")

    def _read(self, row: ChallengeRow) -> Challenge:
        return Challenge(
            id=ChallengeId(row.id),
            kind=ChallengeKind(row.kind),
            player_id=None if row.player_id is None else PlayerId(row.player_id),
            facts=orjson.loads(self._cipher.open(row.facts_sealed, f"challenges/facts/{row.id}")),
            code_digest=row.code_digest,
            attempts_left=row.attempts_left,
            created_at=row.created_at,
            expires_at=row.expires_at,
        )


def _alive(id_: ChallengeId, now: datetime) -> Update:
    return update(ChallengeRow).where(
        col(ChallengeRow.id) == id_, col(ChallengeRow.spent_at).is_(None), col(ChallengeRow.expires_at) > now
    )
