"""The default profile: GLI-19 v3.0, the standard that test laboratories certify against."""

from domain.jurisdiction.profile import (
    JurisdictionProfile,
    RegistrationField,
    SessionRules,
    SignInRules,
    WithdrawalRules,
)

GLI = JurisdictionProfile(
    code="GLI",
    version=1,
    minimum_age_years=18,
    currencies=("EUR", "GBP", "USD", "JPY", "USDT", "BTC", "TON"),
    blocked_countries=frozenset({"IR", "KP", "MM"}),  # the FATF's call for action, the least that any licence asks
    registration_fields=tuple(
        RegistrationField(name, required=True)
        for name in ("email", "password", "country", "birthDate", "currency", "termsVersion")
    ),
    terms_version="2026-01",
    privacy_version="2026-01",
    session=SessionRules(access_seconds=600, refresh_days=30, refresh_grace_seconds=10, proof_seconds=300),
    sign_in=SignInRules(
        window_seconds=900, failures_per_email=10, failures_per_address=100, registrations_per_address=100
    ),
    withdrawals=WithdrawalRules(
        automatic_minor={  # about 1,000 euros each; no standard names a number
            "EUR": 100_000,
            "GBP": 100_000,
            "USD": 100_000,
            "JPY": 160_000,
            "USDT": 1_000_000_000,
            "BTC": 2_000_000,
            "TON": 400_000_000_000,
        }
    ),
)

PROFILES = {GLI.code: GLI}
"""Every profile by its code, as players' records name it."""
