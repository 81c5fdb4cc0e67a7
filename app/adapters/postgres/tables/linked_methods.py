"""Rows of the ways in that another company or a key stands for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


class LinkedMethodRow(SQLModel, table=True):
    __tablename__ = "linked_methods"

    id: UUID = Field(primary_key=True)
    player_id: UUID
    kind: str
    subject_index: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    subject_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    label_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    public_key: bytes | None = Field(sa_column=Column(LargeBinary))
    sign_count: int
    linked_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    last_used_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
