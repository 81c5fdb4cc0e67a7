"""What the law of a place asks of us, as typed, versioned numbers."""

from domain.jurisdiction.age import birthday, whole_years
from domain.jurisdiction.countries import COUNTRIES
from domain.jurisdiction.curacao import CURACAO
from domain.jurisdiction.default import GLI
from domain.jurisdiction.great_britain import GREAT_BRITAIN
from domain.jurisdiction.house_rules import ComplaintRules, LocationRules, RetentionRules
from domain.jurisdiction.kyc_rules import KycLevel, KycRules, KycThreshold
from domain.jurisdiction.loosening import loosens
from domain.jurisdiction.malta import MALTA
from domain.jurisdiction.play_rules import (
    DEMO_PLAY,
    BonusRules,
    ExclusionRules,
    LimitRules,
    PlayRules,
    RealityCheckRules,
    StakeCap,
)
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
from domain.jurisdiction.profiles import PROFILES, Profiles, profile_for, profile_of

__all__ = [
    "COUNTRIES",
    "CURACAO",
    "DEMO_PLAY",
    "GLI",
    "GREAT_BRITAIN",
    "MALTA",
    "PROFILES",
    "AccountRules",
    "BonusRules",
    "CodeRules",
    "ComplaintRules",
    "ExclusionRules",
    "JurisdictionProfile",
    "KycLevel",
    "KycRules",
    "KycThreshold",
    "LimitRules",
    "LocationRules",
    "PlayRules",
    "Profiles",
    "RealityCheckRules",
    "RegistrationField",
    "RegistrationRules",
    "RetentionRules",
    "SessionRules",
    "SignInRules",
    "StakeCap",
    "ThrottleRule",
    "WithdrawalRules",
    "birthday",
    "loosens",
    "profile_for",
    "profile_of",
    "whole_years",
]
