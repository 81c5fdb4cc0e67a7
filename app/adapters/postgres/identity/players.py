"""Players and their passwords."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime

import orjson
from sqlalchemy import ColumnElement, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.tables.identity import PlayerCredentialsRow, PlayerRow
from app.constraints import refusing_violations
from domain.identity import EmailAddress, PasswordOnFile, PersonalDetails, Player, PlayerStatus
from domain.identity.person import person_key
from domain.shared import PlayerId

_ACCEPT = text("""
    insert into terms_acceptances (player_id, terms_version, privacy_version, accepted_at)
    values (:id, :terms, :privacy, :at) on conflict do nothing
""")


class PostgresPlayers:
    def __init__(
        self, session: AsyncSession, cipher: Cipher, emails: BlindIndex, phones: BlindIndex, people: BlindIndex
    ) -> None:
        self._session = session
        self._cipher = cipher
        self._emails = emails
        self._phones = phones
        self._people = people

    async def add(self, player: Player, password_hash: str | None) -> None:
        with refusing_violations():
            async with self._session.begin_nested():
                await self._session.execute(insert(PlayerRow).values(id=player.id, **self._row(player)))
        await self._accepted(player)
        if password_hash is not None:
            await self._session.execute(
                insert(PlayerCredentialsRow).values(
                    player_id=player.id, password_hash=password_hash, hashed_at=player.created_at
                )
            )

    async def save(self, player: Player) -> None:
        row = self._row(player)
        del row["locked_at"]  # a sign-in that fails meanwhile may set it
        with refusing_violations():
            async with self._session.begin_nested():
                await self._session.execute(update(PlayerRow).where(col(PlayerRow.id) == player.id).values(**row))
        await self._accepted(player)

    async def set_locked(self, player_id: PlayerId, locked_at: datetime | None) -> bool:
        changed = await self._session.scalar(
            update(PlayerRow)
            .where(
                col(PlayerRow.id) == player_id,
                col(PlayerRow.locked_at).is_(None) if locked_at else col(PlayerRow.locked_at).is_not(None),
            )
            .values(locked_at=locked_at)
            .returning(col(PlayerRow.id))
        )
        return changed is not None

    async def get(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Player]:
        rows = await self._session.scalars(
            select(PlayerRow).where(col(PlayerRow.id).in_(ids)).execution_options(populate_existing=True)
        )
        return {PlayerId(row.id): self._player(row) for row in rows}

    async def by_email(self, email: EmailAddress) -> Player | None:
        return await self._one(col(PlayerRow.email_index) == self._emails.of(email.normalised))

    async def by_phone(self, phone: str) -> Player | None:
        return await self._one(col(PlayerRow.phone_index) == self._phones.of(phone))

    async def password_of(self, player_id: PlayerId) -> PasswordOnFile | None:
        return await self._password(col(PlayerRow.id) == player_id)

    async def password_by_email(self, email: EmailAddress) -> PasswordOnFile | None:
        return await self._password(col(PlayerRow.email_index) == self._emails.of(email.normalised))

    async def replace_password(self, player_id: PlayerId, password_hash: str, now: datetime) -> None:
        await self._session.execute(
            text("""
                insert into player_credentials (player_id, password_hash, hashed_at) values (:id, :hash, :now)
                on conflict (player_id) do update set password_hash = :hash, hashed_at = :now
            """),
            {"id": player_id, "hash": password_hash, "now": now},
        )

    async def _one(self, condition: ColumnElement[bool]) -> Player | None:
        row = await self._session.scalar(select(PlayerRow).where(condition).execution_options(populate_existing=True))
        return None if row is None else self._player(row)

    async def _password(self, condition: ColumnElement[bool]) -> PasswordOnFile | None:
        found = await self._session.execute(
            select(col(PlayerRow.id), col(PlayerCredentialsRow.password_hash))
            .outerjoin(PlayerCredentialsRow, col(PlayerCredentialsRow.player_id) == col(PlayerRow.id))
            .where(condition)
        )
        row = found.one_or_none()
        return None if row is None else PasswordOnFile(PlayerId(row[0]), row[1])

    async def _accepted(self, player: Player) -> None:
        """Every acceptance stays on file (GLI-19 2.8.5); the player's row names the newest."""
        await self._session.execute(
            _ACCEPT,
            {
                "id": player.id,
                "terms": player.terms_version,
                "privacy": player.privacy_version,
                "at": player.terms_accepted_at,
            },
        )

    def _row(self, player: Player) -> dict[str, object]:
        seal, id_ = self._cipher.seal, player.id
        details = orjson.dumps(asdict(player.details)).decode()
        person = person_key(player.details.first_name, player.details.last_name, player.birth_date)
        return {
            "email_index": self._emails.of(player.email.normalised),
            "email_sealed": seal(player.email.shown, f"players/email/{id_}"),
            "birth_date_sealed": seal(player.birth_date.isoformat(), f"players/birth_date/{id_}"),
            "country": player.country,
            "status": player.status.value,
            "jurisdiction": player.jurisdiction,
            "profile_version": player.profile_version,
            "terms_version": player.terms_version,
            "privacy_version": player.privacy_version,
            "terms_accepted_at": player.terms_accepted_at,
            "created_at": player.created_at,
            "email_verified_at": player.email_verified_at,
            "phone_index": None if player.phone is None else self._phones.of(player.phone),
            "phone_sealed": None if player.phone is None else seal(player.phone, f"players/phone/{id_}"),
            "phone_verified_at": player.phone_verified_at,
            "person_index": None if person is None else self._people.of(person),
            "profile_sealed": seal(details, f"players/profile/{id_}"),
            "username": player.username,
            "language": player.language,
            "locked_at": player.locked_at,
            "closed_at": player.closed_at,
        }

    def _player(self, row: PlayerRow) -> Player:
        open_, id_ = self._cipher.open, row.id
        details = orjson.loads(open_(row.profile_sealed, f"players/profile/{id_}")) if row.profile_sealed else {}
        return Player(
            id=PlayerId(row.id),
            email=EmailAddress.parse(open_(row.email_sealed, f"players/email/{id_}")),
            country=row.country,
            birth_date=date.fromisoformat(open_(row.birth_date_sealed, f"players/birth_date/{id_}")),
            status=PlayerStatus(row.status),
            jurisdiction=row.jurisdiction,
            profile_version=row.profile_version,
            terms_version=row.terms_version,
            privacy_version=row.privacy_version,
            terms_accepted_at=row.terms_accepted_at,
            created_at=row.created_at,
            email_verified_at=row.email_verified_at,
            details=PersonalDetails(**details),
            phone=open_(row.phone_sealed, f"players/phone/{id_}") if row.phone_sealed else None,
            phone_verified_at=row.phone_verified_at,
            username=row.username,
            language=row.language,
            locked_at=row.locked_at,
            closed_at=row.closed_at,
        )
