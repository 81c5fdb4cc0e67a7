"""Applicants: a player as a vendor is told of, and what the vendor answers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from domain.jurisdiction import KycLevel
from domain.shared import PlayerId


@dataclass(frozen=True, slots=True)
class PersonalFacts:
    """As identity holds them; empty: not told."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    address: str = field(repr=False)
    city: str = field(repr=False)
    postal_code: str = field(repr=False)
    country: str
    """ISO 3166-1 alpha-2."""
    language: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of `updateProfile` that every level needs first (GLI-19 2.5.2(b)), in its spelling."""
        needed = {
            "firstName": self.first_name,
            "lastName": self.last_name,
            "address": self.address,
            "city": self.city,
            "postalCode": self.postal_code,
        }
        return tuple(name for name, told in needed.items() if not told.strip())


@dataclass(frozen=True, slots=True)
class Attempt:
    """One player's visits to one vendor for one level. The id is stable: repeated starts are the same attempt."""

    id: UUID
    player_id: PlayerId
    level: KycLevel
    vendor: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Applicant:
    """``reference`` is the attempt's id: the vendor keeps it (Sumsub's userId, Veriff's vendorData) and returns it."""

    reference: str
    level: KycLevel
    facts: PersonalFacts


@dataclass(frozen=True, slots=True)
class VendorStart:
    """Where the player goes on: ``token`` for the vendor's SDK, ``url`` for its page; either may be empty, not both."""

    vendor: str
    token: str = field(repr=False)
    url: str = field(repr=False)
