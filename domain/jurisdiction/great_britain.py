"""Great Britain: the Gambling Commission's LCCP and Remote Technical Standards."""

from dataclasses import replace

from domain.jurisdiction.default import GLI
from domain.jurisdiction.house_rules import ComplaintRules
from domain.jurisdiction.kyc_rules import KycLevel, KycThreshold
from domain.jurisdiction.play_rules import (
    BonusRules,
    ExclusionRules,
    LimitRules,
    PlayRules,
    RealityCheckRules,
    StakeCap,
)
from domain.jurisdiction.profile import RegistrationField

GREAT_BRITAIN = replace(
    GLI,
    code="GB",
    version=1,
    countries=frozenset({"GB"}),
    currencies=("GBP", "EUR"),
    registration=replace(
        GLI.registration,
        fields=tuple(
            RegistrationField(field.name, field.required or field.name != "language")
            for field in GLI.registration.fields
        ),
    ),
    kyc=replace(
        GLI.kyc,
        # LCCP 17.1.1, without the 72 hours since 7 May 2019: age and identity before a deposit and before free play.
        before={"deposit": KycLevel.IDENTITY, "bet": KycLevel.IDENTITY, "demo": KycLevel.IDENTITY},
        thresholds=(
            # LCCP 3.4.4, from 28 February 2025: net deposits above £150 in 30 days, about €175.
            KycThreshold(
                "FINANCIAL_VULNERABILITY", "NET_DEPOSITS", 17_501, 30, KycLevel.SOURCE_OF_FUNDS, ("deposit",), 14
            ),
            KycThreshold("ACCUMULATED_DEPOSITS", "DEPOSITS", 200_000, 1, KycLevel.DOCUMENT, ("deposit", "withdraw"), 0),
        ),
    ),
    limits=LimitRules(
        kinds=("DEPOSIT", "LOSS", "WAGER", "STAKE", "BALANCE", "SESSION_TIME"),
        periods=("DAY", "WEEK", "MONTH"),  # RTS 12, annex
        rolling=True,
        loosen_hours=24,  # RTS 12D
        confirm_days=7,
        one_of=(),
        prompt_at="FIRST_DEPOSIT",  # RTS 12A
        reprompt_months=12,
        review_months=6,  # RTS 12E
        operator_euro_minor={},
        near_percent=80,
        order_hours=24,
    ),
    exclusions=ExclusionRules(
        time_out_hours=(24, 168, 720, 1_008),  # 24 hours, a week, a month, six weeks
        self_exclusion_months=(6, 12, 36, 60),  # six months at least
        permanent=False,
        early_end=False,
        answer_days=7,
        definite_wait_hours=24,
        indefinite_wait_hours=168,
        return_wait_hours=24,
        register="GAMSTOP",
        keeps_sign_in=True,
    ),
    reality_check=RealityCheckRules(minutes=(10, 15, 20, 30, 45, 60), default_minutes=60, may_be_off=True),  # RTS 13B
    play=PlayRules(
        cycle_ms={"SLOTS": 2_500, "*": 5_000},  # RTS 14D; 14G from 17 January 2025
        stake_caps=(
            StakeCap("SLOTS", 0, 25, "GBP", 200),  # from 21 May 2025: £2 from 18 to 24 years,
            StakeCap("SLOTS", 25, None, "GBP", 500),  # £5 from 25
        ),
        simultaneous_slots=False,  # RTS 14C
        simultaneous_seconds=60,
        autoplay=False,  # RTS 8A
    ),
    bonuses=BonusRules(most_wagering=10, mixed_products=False, one_ever=False, win_caps=False),
    # eight weeks, then an ADR provider
    complaints=ComplaintRules(acknowledge_hours=24, answer_days=56, per_day=10, replies=50),
)
