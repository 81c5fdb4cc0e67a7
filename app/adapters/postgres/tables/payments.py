"""Rows of payments; the lane has its own way to the first two (``facets``)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, SmallInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

Facts = dict[str, str | int | bool | None]


def _moment() -> "Column[datetime]":
    return Column(DateTime(timezone=True), nullable=False)


def _moment_or_none() -> "Column[datetime]":
    return Column(DateTime(timezone=True))


def _facts() -> "Column[Facts]":
    return Column(JSONB, nullable=False)


def _minor() -> "Column[int]":
    return Column(BigInteger, nullable=False)


def _small() -> "Column[int]":
    return Column(SmallInteger, nullable=False)


class DepositRow(SQLModel, table=True):
    __tablename__ = "deposits"

    id: UUID = Field(primary_key=True)
    player_id: UUID
    idempotency_key: str
    method: str
    provider: str
    amount: int = Field(sa_column=_minor())
    currency: str
    state: int = Field(sa_column=_small())
    reason: str
    paid_by: str | None
    payment_reference: str | None
    action_kind: str | None
    action_url: str | None
    started_at: datetime = Field(sa_column=_moment())
    ended_at: datetime | None = Field(sa_column=_moment_or_none())


class WithdrawalRow(SQLModel, table=True):
    __tablename__ = "withdrawals"

    id: UUID = Field(primary_key=True)
    player_id: UUID
    idempotency_key: str
    method: str
    provider: str
    amount: int = Field(sa_column=_minor())
    currency: str
    state: int = Field(sa_column=_small())
    reason: str
    requested_at: datetime = Field(sa_column=_moment())
    ended_at: datetime | None = Field(sa_column=_moment_or_none())
    payout_reference: str | None
    attempts: int = Field(sa_column=_small())
    attempt_at: datetime | None = Field(sa_column=_moment_or_none())


class PaymentNoticeRow(SQLModel, table=True):
    __tablename__ = "payment_notices"

    provider: str = Field(primary_key=True)
    notice_id: str = Field(primary_key=True)
    digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    facts: Facts = Field(sa_column=_facts())
    first_at: datetime = Field(sa_column=_moment())
    last_at: datetime = Field(sa_column=_moment())
    times: int
    outcome: str | None


class StaffCaseRow(SQLModel, table=True):
    __tablename__ = "staff_cases"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True))
    kind: str
    subject: str
    facts: Facts = Field(sa_column=_facts())
    opened_at: datetime = Field(sa_column=_moment())
    closed_at: datetime | None = Field(sa_column=_moment_or_none())
