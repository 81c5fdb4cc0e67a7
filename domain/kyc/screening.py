"""Screening: whether a person stands on a list of sanctions or of politically exposed persons.

A list has namesakes: a hit never says no by itself. It puts an approved identity before our staff, and what they
cleared once does not come up again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Protocol

from domain.jurisdiction import KycLevel
from domain.kyc.applicant import PersonalFacts
from domain.kyc.case import KycCase, KycStatus
from domain.kyc.ports import People, StaffLog
from domain.shared import PlayerId

ACTION, BY = "LISTED", "screening"
STAFF = "staff "
"""What ``KycCase.judged_by`` begins with where a person decided."""


class ListKind(Enum):
    SANCTIONS = "SANCTIONS"
    PEP = "PEP"


@dataclass(frozen=True, slots=True)
class ListHit:
    """``entry`` names the list and the entry on it, for good: ``eu:13``."""

    entry: str
    kind: ListKind


class Screening(Protocol):
    """The lists."""

    async def hits(self, facts: PersonalFacts) -> Sequence[ListHit]:
        """Everybody on them who may be this person, by name and birth date."""
        ...


class Screenings(Protocol):
    """What was found before. All of it only while the player's file is held, except ``due``."""

    async def found(self, player_id: PlayerId) -> Mapping[str, bool]:
        """By entry, whether our staff cleared it."""
        ...

    async def keep(self, player_id: PlayerId, found: Mapping[str, bool], now: datetime) -> None: ...

    async def due(self, before: Mapping[str, datetime], limit: int) -> Sequence[PlayerId]:
        """Whose approved identity was never screened, or by their jurisdiction's time at the latest."""
        ...


@dataclass(frozen=True, slots=True)
class ScreeningDesk:
    """Nothing here commits; the file is held."""

    lists: Screening
    people: People
    memory: Screenings
    log: StaffLog

    async def judged(self, case: KycCase, now: datetime) -> KycCase:
        """The case, or, where it approves the identity of somebody who may be listed, the same case in review.

        Staff who approve clear what they could have seen: the hits that were there before, none that is new. The
        player is not told why (tipping off): the staff's log is.
        """
        if case.level is not KycLevel.IDENTITY or case.status is not KycStatus.APPROVED:
            return case
        hits = {hit.entry: hit for hit in await self.lists.hits(await self.people.facts(case.player_id))}
        before = await self.memory.found(case.player_id)
        by_staff = case.judged_by.startswith(STAFF)
        found = {entry: entry in before and (by_staff or before[entry]) for entry in {**before, **hits}}
        await self.memory.keep(case.player_id, found, now)
        if all(found[entry] for entry in hits):
            return case
        for entry in sorted(hits.keys() - before.keys()):
            await self.log.note(case.player_id, case.level, ACTION, BY, f"{hits[entry].kind.value} {entry}")
        return replace(case, status=KycStatus.IN_REVIEW, submitted_at=case.submitted_at or now)
