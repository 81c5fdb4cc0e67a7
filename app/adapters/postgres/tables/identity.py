"""Rows of players, credentials, sessions, the access log and sign-in attempts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> "Column[datetime]":
    return Column(DateTime(timezone=True), nullable=nullable)


def _bytes(*, nullable: bool = False) -> "Column[bytes]":
    return Column(LargeBinary, nullable=nullable)


class PlayerRow(SQLModel, table=True):
    __tablename__ = "players"

    id: UUID = Field(primary_key=True)
    email_index: bytes = Field(sa_column=_bytes())
    email_sealed: bytes = Field(sa_column=_bytes())
    birth_date_sealed: bytes = Field(sa_column=_bytes())
    country: str
    status: str
    jurisdiction: str
    profile_version: int
    terms_version: str
    privacy_version: str
    terms_accepted_at: datetime = Field(sa_column=_instant())
    created_at: datetime = Field(sa_column=_instant())
    email_verified_at: datetime = Field(sa_column=_instant())
    phone_index: bytes | None = Field(sa_column=_bytes(nullable=True))
    phone_sealed: bytes | None = Field(sa_column=_bytes(nullable=True))
    phone_verified_at: datetime | None = Field(sa_column=_instant(nullable=True))
    person_index: bytes | None = Field(sa_column=_bytes(nullable=True))
    profile_sealed: bytes | None = Field(sa_column=_bytes(nullable=True))
    username: str | None
    language: str
    locked_at: datetime | None = Field(sa_column=_instant(nullable=True))
    closed_at: datetime | None = Field(sa_column=_instant(nullable=True))
    erased_at: datetime | None = Field(sa_column=_instant(nullable=True))


class PlayerCredentialsRow(SQLModel, table=True):
    __tablename__ = "player_credentials"

    player_id: UUID = Field(primary_key=True)
    password_hash: str
    hashed_at: datetime = Field(sa_column=_instant())


class SessionRow(SQLModel, table=True):
    __tablename__ = "sessions"

    id: UUID = Field(primary_key=True)
    player_id: UUID
    kind: str
    ip_sealed: bytes | None = Field(sa_column=_bytes(nullable=True))
    user_agent_sealed: bytes | None = Field(sa_column=_bytes(nullable=True))
    started_at: datetime = Field(sa_column=_instant())
    expires_at: datetime = Field(sa_column=_instant())
    last_seen_at: datetime = Field(sa_column=_instant())
    generation: int
    refresh_digest: bytes = Field(sa_column=_bytes())
    spent_at: list[datetime] = Field(sa_column=Column(ARRAY(DateTime(timezone=True)), nullable=False))
    proved_at: datetime | None = Field(sa_column=_instant(nullable=True))
    method: str
    last_active_at: datetime = Field(sa_column=_instant())
    locked_at: datetime | None = Field(sa_column=_instant(nullable=True))
    ended_at: datetime | None = Field(sa_column=_instant(nullable=True))
    end_reason: str | None


class AccessLogRow(SQLModel, table=True):
    __tablename__ = "access_log"

    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_column=_instant())
    event: str
    player_id: UUID | None
    session_id: UUID | None
    detail: str
    ip_sealed: bytes | None = Field(sa_column=_bytes(nullable=True))
    user_agent_sealed: bytes | None = Field(sa_column=_bytes(nullable=True))


class SignInAttemptsRow(SQLModel, table=True):
    __tablename__ = "sign_in_attempts"

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    attempts: int
    window_started_at: datetime = Field(sa_column=_instant())
