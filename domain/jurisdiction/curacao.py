"""Curaçao: the Gaming Authority under the LOK."""

from dataclasses import replace

from domain.jurisdiction.default import GLI
from domain.jurisdiction.kyc_rules import KycLevel, KycThreshold
from domain.jurisdiction.play_rules import ExclusionRules

CURACAO = replace(
    GLI,
    code="CW",
    version=1,
    countries=frozenset({"CW"}),
    blocked_countries=GLI.blocked_countries | {"US", "NL", "FR", "AU"},  # where its licence is not recognised
    currencies=("USD", "EUR", "USDT", "BTC", "TON"),
    kyc=replace(
        GLI.kyc,
        before={"withdraw": KycLevel.IDENTITY},
        thresholds=(
            KycThreshold(
                "ACCUMULATED_DEPOSITS", "DEPOSITS", 200_000, None, KycLevel.DOCUMENT, ("deposit", "withdraw"), 0
            ),
        ),
    ),
    exclusions=ExclusionRules(
        time_out_hours=(24, 168, 720),
        self_exclusion_months=(12, 36, 60),  # draft policy of February 2025: 1, 3, 5 years, lifetime
        permanent=True,
        early_end=False,
        answer_days=7,
        definite_wait_hours=24,
        indefinite_wait_hours=168,
        return_wait_hours=24,
        register=None,
        keeps_sign_in=True,
    ),
)
