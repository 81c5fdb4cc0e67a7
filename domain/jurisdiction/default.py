"""The default profile: GLI-19 v3.0, the standard that test laboratories certify against."""

from domain.jurisdiction.house_rules import ComplaintRules, LocationRules, RetentionRules
from domain.jurisdiction.kyc_rules import KycLevel, KycRules, KycThreshold
from domain.jurisdiction.play_rules import (
    DEMO_PLAY,
    BonusRules,
    ExclusionRules,
    LimitRules,
    PlayRules,
    RealityCheckRules,
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
        erase_after_days=1_827,  # five years, leap days and all: directive (EU) 2015/849, article 40
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
    kyc=KycRules(
        before={"bet": KycLevel.IDENTITY},  # GLI-19 2.5.2(b): before any play
        thresholds=(
            KycThreshold(
                "ACCUMULATED_DEPOSITS", "DEPOSITS", 200_000, 180, KycLevel.DOCUMENT, ("deposit", "withdraw"), 0
            ),
        ),
        document_types=("PASSPORT", "ID_CARD", "DRIVING_LICENCE", "RESIDENCE_PERMIT"),
        document_bytes=10 * 1024 * 1024,
        document_pixels=40_000_000,
        documents_per_day=20,
        starts_per_day=20,
        recheck_days=30,
    ),
    limits=LimitRules(
        kinds=("DEPOSIT", "LOSS", "WAGER", "STAKE", "BALANCE", "SESSION_TIME"),  # A.3.7 asks for deposits and wagers
        periods=("DAY", "WEEK", "MONTH"),
        rolling=False,
        loosen_hours=24,
        confirm_days=7,
        one_of=(),
        prompt_at="FIRST_DEPOSIT",
        reprompt_months=12,
        review_months=6,
        operator_euro_minor={},
        near_percent=80,
        order_hours=24,
    ),
    exclusions=ExclusionRules(
        time_out_hours=(24, 168, 720, 1_008),
        self_exclusion_months=(6, 12, 36, 60),
        permanent=True,
        early_end=False,
        answer_days=7,
        definite_wait_hours=24,
        indefinite_wait_hours=168,
        return_wait_hours=24,
        register=None,
        keeps_sign_in=True,
    ),
    reality_check=RealityCheckRules(minutes=(15, 30, 60), default_minutes=60, may_be_off=False),
    play=PlayRules(cycle_ms={"*": 0}, stake_caps=(), simultaneous_slots=True, simultaneous_seconds=0, autoplay=True),
    location=LocationRules(recheck_minutes=30, refuse_anonymous=True, impossible_kmh=900),  # 2.7
    complaints=ComplaintRules(acknowledge_hours=24, answer_days=30, per_day=10, replies=50),
    retention=RetentionRules(
        # five years hold 1,826 or 1,827 days (A.4.4); ninety days of chat (A.4.7)
        days={"COMPLAINT": 1_827, "CHAT": 90, "EXCLUSION_REQUEST": 1_827, "KYC_DOCUMENT": 1_827, "MESSAGE": 365}
    ),
    bonuses=BonusRules(most_wagering=None, mixed_products=True, one_ever=False, win_caps=False),
    features=frozenset({DEMO_PLAY}),
)
