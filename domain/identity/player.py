"""Players: people who hold an account."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from domain.identity.email_address import EmailAddress
from domain.shared import PlayerId


class PlayerStatus(Enum):
    ACTIVE = "ACTIVE"
    CLOSED = "CLOSED"
    """By its player, for good."""
    ERASED = "ERASED"
    """Closed, and what the law does not ask to keep is gone."""


@dataclass(frozen=True, slots=True)
class PersonalDetails:
    """What a profile may ask for at registration or later (GLI-19 2.5.2); empty: not told."""

    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)


NO_DETAILS = PersonalDetails()


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
    email_verified_at: datetime
    details: PersonalDetails = NO_DETAILS
    phone: str | None = field(default=None, repr=False)
    """E.164, verified; None: none."""
    phone_verified_at: datetime | None = None
    username: str | None = None
    language: str = "en"
    locked_at: datetime | None = None
    """Too many failed sign-ins: until a second factor or recovery proves the owner (GLI-19 2.5.3(d))."""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PasswordOnFile:
    """``hash`` carries its own parameters and salt (PHC string); None: this player has no password."""

    player_id: PlayerId
    hash: str | None = field(repr=False)
