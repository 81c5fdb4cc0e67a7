"""Rows of messages to people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


def _instant(*, nullable: bool = False) -> "Column[datetime]":
    return Column(DateTime(timezone=True), nullable=nullable)


class MessageRow(SQLModel, table=True):
    __tablename__ = "messages"

    id: UUID = Field(primary_key=True)
    player_id: UUID | None
    channel: str
    template: str
    language: str
    recipient_sealed: bytes | None = Field(sa_column=Column(LargeBinary))
    facts_sealed: bytes | None = Field(sa_column=Column(LargeBinary))
    created_at: datetime = Field(sa_column=_instant())
    due_at: datetime = Field(sa_column=_instant())
    expires_at: datetime | None = Field(sa_column=_instant(nullable=True))
    attempts: int
    sent_at: datetime | None = Field(sa_column=_instant(nullable=True))
    given_up_at: datetime | None = Field(sa_column=_instant(nullable=True))
