"""Players: people who hold an account."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from domain.identity.email_address import EmailAddress
from domain.shared import PlayerId


class PlayerStatus(Enum):
    ACTIVE = "ACTIVE"


@dataclass(frozen=True, slots=True)
class Player:
    """What a player told us at registration, and by which profile it was judged."""

    id: PlayerId
    email: EmailAddress
    country: str
    birth_date: date = field(repr=False)
    status: PlayerStatus
    jurisdiction: str
    profile_version: int
    terms_version: str
    privacy_version: str
    terms_accepted_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PasswordOnFile:
    """``hash`` carries its own parameters and salt (PHC string)."""

    player_id: PlayerId
    hash: str = field(repr=False)
