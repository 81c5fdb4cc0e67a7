"""Players and their passwords."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.tables.identity import PlayerCredentialsRow, PlayerRow
from app.constraints import refusing_violations
from domain.identity import EmailAddress, PasswordOnFile, Player, PlayerStatus
from domain.shared import PlayerId


class PostgresPlayers:
    def __init__(self, session: AsyncSession, cipher: Cipher, emails: BlindIndex) -> None:
        self._session = session
        self._cipher = cipher
        self._emails = emails

    async def add(self, player: Player, password_hash: str) -> None:
        with refusing_violations():
            async with self._session.begin_nested():
                await self._session.execute(insert(PlayerRow).values(self._row(player)))
        await self._session.execute(
            insert(PlayerCredentialsRow).values(
                player_id=player.id, password_hash=password_hash, hashed_at=player.created_at
            )
        )

    async def get(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Player]:
        rows = await self._session.scalars(select(PlayerRow).where(col(PlayerRow.id).in_(ids)))
        return {PlayerId(row.id): self._player(row) for row in rows}

    async def password_of(self, player_id: PlayerId) -> PasswordOnFile | None:
        row = await self._session.get(PlayerCredentialsRow, player_id)
        return None if row is None else PasswordOnFile(player_id, row.password_hash)

    async def password_by_email(self, email: EmailAddress) -> PasswordOnFile | None:
        row = await self._session.scalar(
            select(PlayerCredentialsRow)
            .join(PlayerRow, col(PlayerRow.id) == col(PlayerCredentialsRow.player_id))
            .where(col(PlayerRow.email_index) == self._emails.of(email.normalised))
        )
        return None if row is None else PasswordOnFile(PlayerId(row.player_id), row.password_hash)

    async def replace_password(self, player_id: PlayerId, password_hash: str, now: datetime) -> None:
        await self._session.execute(
            update(PlayerCredentialsRow)
            .where(col(PlayerCredentialsRow.player_id) == player_id)
            .values(password_hash=password_hash, hashed_at=now)
        )

    def _row(self, player: Player) -> dict[str, object]:
        return {
            "id": player.id,
            "email_index": self._emails.of(player.email.normalised),
            "email_sealed": self._cipher.seal(player.email.shown, f"players/email/{player.id}"),
            "birth_date_sealed": self._cipher.seal(player.birth_date.isoformat(), f"players/birth_date/{player.id}"),
            "country": player.country,
            "status": player.status.value,
            "jurisdiction": player.jurisdiction,
            "profile_version": player.profile_version,
            "terms_version": player.terms_version,
            "privacy_version": player.privacy_version,
            "terms_accepted_at": player.terms_accepted_at,
            "created_at": player.created_at,
        }

    def _player(self, row: PlayerRow) -> Player:
        birth_date = self._cipher.open(row.birth_date_sealed, f"players/birth_date/{row.id}")
        return Player(
            id=PlayerId(row.id),
            email=EmailAddress.parse(self._cipher.open(row.email_sealed, f"players/email/{row.id}")),
            country=row.country,
            birth_date=date.fromisoformat(birth_date),
            status=PlayerStatus(row.status),
            jurisdiction=row.jurisdiction,
            profile_version=row.profile_version,
            terms_version=row.terms_version,
            privacy_version=row.privacy_version,
            terms_accepted_at=row.terms_accepted_at,
            created_at=row.created_at,
        )
