"""Malta: the Gaming Authority's directives."""

from dataclasses import replace

from domain.jurisdiction.default import GLI
from domain.jurisdiction.house_rules import ComplaintRules
from domain.jurisdiction.kyc_rules import KycLevel, KycThreshold
from domain.jurisdiction.play_rules import ExclusionRules

MALTA = replace(
    GLI,
    code="MT",
    version=1,
    countries=frozenset({"MT"}),
    currencies=("EUR", "USD", "GBP"),
    kyc=replace(
        GLI.kyc,
        # The threshold model: play first; full diligence at €2,000 within 180 days, and before money leaves.
        before={"withdraw": KycLevel.IDENTITY},
        thresholds=(
            KycThreshold("ACCUMULATED_DEPOSITS", "DEPOSITS", 200_000, 180, KycLevel.ADDRESS, ("deposit", "bet"), 30),
            KycThreshold("SOURCE_OF_FUNDS", "DEPOSITS", 1_000_000, 180, KycLevel.SOURCE_OF_FUNDS, ("deposit",), 30),
        ),
    ),
    limits=replace(GLI.limits, one_of=("DEPOSIT", "WAGER")),  # one of the two is mandatory
    exclusions=ExclusionRules(
        time_out_hours=(24, 72, 168, 720),  # more than 24 hours, up to 30 days
        self_exclusion_months=(6, 12, 36, 60),
        permanent=True,
        early_end=True,
        answer_days=7,
        definite_wait_hours=24,
        indefinite_wait_hours=168,
        return_wait_hours=24,
        register=None,
        keeps_sign_in=True,
    ),
    complaints=ComplaintRules(acknowledge_hours=24, answer_days=10, per_day=10, replies=50),
)
