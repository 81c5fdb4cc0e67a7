"""Rows of challenges and of second factors."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


class ChallengeRow(SQLModel, table=True):
    __tablename__ = "challenges"

    id: UUID = Field(primary_key=True)
    kind: str
    player_id: UUID | None
    facts_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    code_digest: bytes | None = Field(sa_column=Column(LargeBinary))
    attempts_left: int
    created_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    expires_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    spent_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))


class TotpFactorRow(SQLModel, table=True):
    __tablename__ = "totp_factors"

    player_id: UUID = Field(primary_key=True)
    secret_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    enabled_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    last_step: int = Field(sa_column=Column(BigInteger, nullable=False))


class RecoveryCodeRow(SQLModel, table=True):
    __tablename__ = "recovery_codes"

    player_id: UUID = Field(primary_key=True)
    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    used_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
