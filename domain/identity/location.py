"""Locations: from where a player may play (GLI-19 2.7)."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.geography import Geography
from domain.jurisdiction import JurisdictionProfile

LOCATION_BLOCKED = "LOCATION_BLOCKED"
LOCATION_BLOCKS = (f"bet:{LOCATION_BLOCKED}", f"deposit:{LOCATION_BLOCKED}")
"""What is closed to a player in such a place; what is their own can always be withdrawn."""

_NEAR_KILOMETRES = 100
"""Tables of addresses are no nearer to the truth."""


@dataclass(frozen=True, slots=True)
class Locations:
    """Judges places by a profile. A place that nobody knows is refused nowhere; an empty address is none."""

    geography: Geography

    def refused(self, profile: JurisdictionProfile, ip: str) -> str | None:
        """Why nobody may play from there: ``COUNTRY`` or ``ANONYMOUS_NETWORK``; None: they may."""
        if self.geography.country_of(ip) in profile.blocked_countries:
            return "COUNTRY"
        if profile.location.refuse_anonymous and self.geography.anonymous(ip):
            return "ANONYMOUS_NETWORK"
        return None

    def impossible(
        self, profile: JurisdictionProfile, before: tuple[str, datetime], now: tuple[str, datetime]
    ) -> int | None:
        """The kilometres between two sign-ins, each an address and a time, that nobody travels in that time."""
        kilometres = self.geography.kilometres(before[0], now[0])
        if kilometres is None or kilometres <= _NEAR_KILOMETRES:
            return None
        seconds = max(0, int((now[1] - before[1]).total_seconds()))
        return kilometres if kilometres * 3600 > profile.location.impossible_kmh * seconds else None
