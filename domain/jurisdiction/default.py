"""The default profile: GLI-19 v3.0, the standard that test laboratories certify against."""

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

_REQUIRED = ("email", "password", "country", "birthDate", "currency", "termsVersion")
_OPTIONAL = ("firstName", "lastName", "address", "city", "postalCode", "language")
"""Name and address are verified before play by KYC, which asks for them then."""

GLI = JurisdictionProfile(
    code="GLI",
    version=1,
    minimum_age_years=18,
    currencies=("EUR", "GBP", "USD", "JPY", "USDT", "BTC", "TON"),
    blocked_countries=frozenset({"IR", "KP", "MM"}),  # the FATF's call for action, the least that any licence asks
    terms_version="2026-01",
    privacy_version="2026-01",
    session=SessionRules(
        access_seconds=600, refresh_days=30, refresh_grace_seconds=10, proof_seconds=300, idle_seconds=1_800
    ),
    sign_in=SignInRules(
        methods=("PASSWORD", "EMAIL_CODE", "SMS_CODE", "TELEGRAM", "ETHEREUM", "TON", "PASSKEY", "OPENID_CONNECT"),
        lock_failures=3,
        lock_window_seconds=1_800,
        failures_per_subject=10,
        per_address=ThrottleRule(burst=100, seconds=900),
        everywhere=ThrottleRule(burst=20_000, seconds=60),
        outside_proof_seconds=900,
        linked_methods=20,
    ),
    codes=CodeRules(
        seconds=600,
        attempts=5,
        per_recipient=ThrottleRule(burst=5, seconds=3_600),
        per_address=ThrottleRule(burst=60, seconds=3_600),
        recovery_codes=10,
    ),
    registration=RegistrationRules(
        fields=(
            *(RegistrationField(name, required=True) for name in _REQUIRED),
            *(RegistrationField(name, required=False) for name in _OPTIONAL),
        ),
        per_address=ThrottleRule(burst=100, seconds=900),
        per_device=ThrottleRule(burst=5, seconds=86_400),
        ticket_seconds=1_800,
    ),
    account=AccountRules(
        email_revert_days=7,
        profile_changes=ThrottleRule(burst=20, seconds=86_400),
        export_link_seconds=3_600,
        export_days=7,
        erase_after_days=1_826,  # five years: the European Union's rules against money laundering, directive 2015/849 art. 40
        recovery_wait_hours=24,
        visit_days=365,
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
