"""Which profile is whose, in which version."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.jurisdiction.curacao import CURACAO
from domain.jurisdiction.default import GLI
from domain.jurisdiction.great_britain import GREAT_BRITAIN
from domain.jurisdiction.loosening import loosens
from domain.jurisdiction.malta import MALTA
from domain.jurisdiction.profile import JurisdictionProfile

PROFILES = {profile.code: profile for profile in (GLI, GREAT_BRITAIN, MALTA, CURACAO)}
"""Every profile by its code, in its present version."""

FORMER: tuple[JurisdictionProfile, ...] = ()
"""Versions before the present ones. One stays here for as long as a player may be under it: who has not agreed to
something looser keeps the rules of before."""

VERSIONS = {(profile.code, profile.version): profile for profile in (*FORMER, *PROFILES.values())}


def profile_of(code: str, version: int) -> JurisdictionProfile:
    """The rules that a record names. A version that is kept no longer is judged by the present one."""
    return VERSIONS.get((code, version)) or PROFILES[code]


def profile_for(country: str) -> JurisdictionProfile:
    """The rules for residents of this country (ISO 3166-1 alpha-2): its own profile, or the default."""
    return next((profile for profile in PROFILES.values() if country in profile.countries), GLI)


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles of one installation. ``served`` are the codes of those whose residents may register."""

    present: Mapping[str, JurisdictionProfile] = field(default_factory=lambda: PROFILES)
    former: tuple[JurisdictionProfile, ...] = FORMER
    served: frozenset[str] = frozenset(PROFILES)

    def of(self, code: str, version: int) -> JurisdictionProfile:
        """As ``profile_of``."""
        kept = (profile for profile in self.former if (profile.code, profile.version) == (code, version))
        return next(kept, self.present[code])

    def offered(self, code: str, version: int) -> JurisdictionProfile | None:
        """The present version, where a record names another; None: it names the present one."""
        present = self.present[code]
        return None if present.version == version else present

    def reachable(self, code: str, version: int) -> JurisdictionProfile:
        """The newest version that protects no less than the one that a record names: it holds at once.

        What lies beyond waits for the player's word.
        """
        held = self.of(code, version)
        kept = [profile for profile in (*self.former, *self.present.values()) if profile.code == code]
        newest_first = sorted(kept, key=lambda profile: profile.version, reverse=True)
        return next(
            (profile for profile in newest_first if profile.version > version and not loosens(held, profile)), held
        )

    def for_country(self, country: str) -> JurisdictionProfile | None:
        """Whose rules a resident registers under; None: nobody's that this installation serves."""
        found = self._of_country(country)
        return found if found.code in self.served else None

    def for_visitor(self, country: str | None) -> JurisdictionProfile:
        """What is shown to who is in this country (None: nobody knows): rules for there, or for most of the world."""
        found = None if country is None else self.for_country(country)
        if found is not None:
            return found
        if GLI.code in self.served:
            return self.present[GLI.code]
        return next(self.present[code] for code in self.present if code in self.served)

    def _of_country(self, country: str) -> JurisdictionProfile:
        of_its_own = (profile for profile in self.present.values() if country in profile.countries)
        return next(of_its_own, self.present[GLI.code])

    @property
    def strictest(self) -> JurisdictionProfile:
        """For what is one for all players of a process: the default, with the shortest sessions of any profile."""
        default, every = self.present[GLI.code], [*self.present.values(), *self.former]
        return replace(
            default,
            session=replace(
                default.session,
                idle_seconds=min(profile.session.idle_seconds for profile in every),
                access_seconds=min(profile.session.access_seconds for profile in every),
                proof_seconds=min(profile.session.proof_seconds for profile in every),
            ),
        )
