"""Which profile is whose."""

from domain.jurisdiction.curacao import CURACAO
from domain.jurisdiction.default import GLI
from domain.jurisdiction.great_britain import GREAT_BRITAIN
from domain.jurisdiction.malta import MALTA
from domain.jurisdiction.profile import JurisdictionProfile

PROFILES = {profile.code: profile for profile in (GLI, GREAT_BRITAIN, MALTA, CURACAO)}
"""Every profile by its code, as players' records name it."""


def profile_for(country: str) -> JurisdictionProfile:
    """The rules for residents of this country (ISO 3166-1 alpha-2): its own profile, or the default."""
    return next((profile for profile in PROFILES.values() if country in profile.countries), GLI)
