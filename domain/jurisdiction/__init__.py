"""What the law of a place asks of us, as typed, versioned numbers."""

from domain.jurisdiction.countries import COUNTRIES
from domain.jurisdiction.default import GLI, PROFILES
from domain.jurisdiction.profile import (
    AccountRules,
    CodeRules,
    JurisdictionProfile,
    RegistrationField,
    RegistrationRules,
    SessionRules,
    SignInRules,
    ThrottleRule,
    WithdrawalRules,
)

__all__ = [
    "COUNTRIES",
    "GLI",
    "PROFILES",
    "AccountRules",
    "CodeRules",
    "JurisdictionProfile",
    "RegistrationField",
    "RegistrationRules",
    "SessionRules",
    "SignInRules",
    "ThrottleRule",
    "WithdrawalRules",
]
