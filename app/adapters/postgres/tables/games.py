"""Rows of the catalogue, launches, sessions and rounds; the lane has its own way to the last two (``facets``)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel


def _texts() -> "Column[list[str]]":
    return Column(ARRAY(Text), nullable=False)


class GameCategoryRow(SQLModel, table=True):
    __tablename__ = "game_categories"

    slug: str = Field(primary_key=True)
    title: str


class GameStudioRow(SQLModel, table=True):
    __tablename__ = "game_studios"

    slug: str = Field(primary_key=True)
    title: str


class GameRow(SQLModel, table=True):
    __tablename__ = "games"

    id: UUID = Field(primary_key=True)
    slug: str
    provider: str
    code: str
    title: str
    sort_title: str
    studio: str
    category: str
    tags: list[str] = Field(sa_column=_texts())
    features: list[str] = Field(sa_column=_texts())
    rtp_basis_points: int | None
    volatility: int | None = Field(sa_column=Column(SmallInteger))
    currencies: list[str] = Field(sa_column=_texts())
    demo: bool
    thumbnail_url: str | None
    background_url: str | None
    released_on: date | None
    on_offer: bool


class GameLaunchRow(SQLModel, table=True):
    __tablename__ = "game_launches"

    player_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    meaning: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    session_id: UUID
    sealed_token: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class GameSessionRow(SQLModel, table=True):
    __tablename__ = "game_sessions"

    id: UUID = Field(primary_key=True)
    token_digest: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    player_id: UUID
    provider: str
    game_code: str
    currency: str
    opened_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    expires_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    session_id: UUID | None = None


class RoundRow(SQLModel, table=True):
    __tablename__ = "rounds"

    id: UUID = Field(primary_key=True)
    player_id: UUID
    provider: str
    reference: str
    wallet_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    game_code: str
    state: int = Field(sa_column=Column(SmallInteger, nullable=False))
    in_play: int = Field(sa_column=Column(BigInteger, nullable=False))
    staked: int = Field(sa_column=Column(BigInteger, nullable=False))
    won: int = Field(sa_column=Column(BigInteger, nullable=False))
    opened_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    closed_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
