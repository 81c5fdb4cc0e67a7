"""What exclusions need from outside. Every port of one handler shares that handler's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind
from domain.shared import PlayerId


class ExclusionStep(Enum):
    """What happened to an exclusion, for the log that is never changed (GLI-19 2.8.5(i))."""

    REQUESTED = "REQUESTED"
    IMPOSED = "IMPOSED"
    """By staff, on a third party's word."""
    REPLACED = "REPLACED"
    FOLLOWED = "FOLLOWED"
    """The person was recognised under another account."""
    REGISTER_HIT = "REGISTER_HIT"
    REGISTER_CLEAR = "REGISTER_CLEAR"
    END_REQUESTED = "END_REQUESTED"
    END_GRANTED = "END_GRANTED"
    END_REFUSED = "END_REFUSED"
    RETURN_REQUESTED = "RETURN_REQUESTED"


@dataclass(frozen=True, slots=True)
class ExclusionEntry:
    """When, what, of which kind, from when until when, why, and by whom."""

    id: UUID
    exclusion_id: ExclusionId
    player_id: PlayerId
    at: datetime
    step: ExclusionStep
    kind: ExclusionKind
    starts_at: datetime
    ends_at: datetime | None
    reason: str = field(repr=False)
    by: str
    """PLAYER, REGISTER, or the name of a member of staff."""


class Exclusions(Protocol):
    """Written under the player's gates, which the settlement lane locks too."""

    async def of(self, player_id: PlayerId) -> Sequence[Exclusion]:
        """All of them, the newest first."""
        ...

    async def get(self, exclusion_id: ExclusionId) -> Exclusion | None: ...

    async def keep(self, exclusion: Exclusion) -> None:
        """A new one, or what became of one that is known."""
        ...

    async def note(self, entry: ExclusionEntry) -> None: ...

    async def waiting(self) -> Sequence[Exclusion]:
        """Those whose end was asked for and not answered, the oldest request first."""
        ...


class ExcludedPeople(Protocol):
    """Who is excluded, by what tells people apart, kept as blind indexes for as long as the exclusion holds.

    That outlives the account: erasing it takes the person out of it and leaves these.
    """

    async def remember(self, player_id: PlayerId, now: datetime) -> None:
        """Note by what the player, who is excluded, can be known again: person, e-mail, phone, ways in, devices."""
        ...

    async def elsewhere(self, player_id: PlayerId, now: datetime) -> Sequence[Exclusion]:
        """The exclusions in force that this person has under other accounts."""
        ...


class Play(Protocol):
    async def stop(self, player_id: PlayerId, now: datetime) -> None:
        """End every game session; rounds that are open settle, and wins and rollbacks still arrive."""
        ...


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """Whom a national register is asked about; an empty field was never told to us."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    email: str = field(repr=False)
    postal_code: str = field(repr=False)
    phone: str = field(repr=False)


class RegisterAway(Exception):
    """The register did not answer, or not so that it could be understood."""


class ExclusionRegister(Protocol):
    async def holds(self, query: RegisterQuery) -> bool:
        """Whether this person has excluded themselves from all companies of the country. Raises RegisterAway."""
        ...
