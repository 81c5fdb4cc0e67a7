"""What the law of a place asks of us, as typed, versioned numbers."""

from domain.jurisdiction.countries import COUNTRIES
from domain.jurisdiction.default import GLI, PROFILES
from domain.jurisdiction.profile import (
    JurisdictionProfile,
    RegistrationField,
    SessionRules,
    SignInRules,
    WithdrawalRules,
)

__all__ = [
    "COUNTRIES",
    "GLI",
    "PROFILES",
    "JurisdictionProfile",
    "RegistrationField",
    "SessionRules",
    "SignInRules",
    "WithdrawalRules",
]
