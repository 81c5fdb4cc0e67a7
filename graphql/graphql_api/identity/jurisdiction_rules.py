"""What a jurisdiction asks, for clients: what is on offer, what is switched off, what is asked for when."""

from datetime import timedelta

import strawberry

from domain.jurisdiction import (
    BonusRules,
    ComplaintRules,
    ExclusionRules,
    JurisdictionProfile,
    KycLevel,
    KycRules,
    LimitRules,
    PlayRules,
    RealityCheckRules,
)
from graphql_api.core import Money


@strawberry.type
class LimitOffer:
    """Limits that a player may set."""

    kinds: list[str] = strawberry.field(description="`DEPOSIT`, `LOSS`, `WAGER`, `STAKE`, `BALANCE`, `SESSION_TIME`.")
    periods: list[str] = strawberry.field(description="`DAY`, `WEEK`, `MONTH`; several may be set, and each holds.")
    rolling: bool = strawberry.field(description="Whether a period ends now, or began at midnight, Monday or the 1st.")
    loosening_wait: timedelta = strawberry.field(description="Until a looser limit may be confirmed.")
    confirm_within: timedelta = strawberry.field(description="Then it may be confirmed for so long.")
    one_of: list[str] = strawberry.field(description="One of these must be set before a deposit; empty: none must.")
    prompt_at: str = strawberry.field(description="When a player is asked for one: `REGISTRATION`, `FIRST_DEPOSIT`.")
    review_months: int

    @classmethod
    def of(cls, rules: LimitRules) -> "LimitOffer":
        return cls(
            kinds=list(rules.kinds),
            periods=list(rules.periods),
            rolling=rules.rolling,
            loosening_wait=timedelta(hours=rules.loosen_hours),
            confirm_within=timedelta(days=rules.confirm_days),
            one_of=list(rules.one_of),
            prompt_at=rules.prompt_at,
            review_months=rules.review_months,
        )


@strawberry.type
class ExclusionOffer:
    """How long a player may be kept from playing."""

    time_outs: list[timedelta]
    self_exclusion_months: list[int]
    permanent: bool = strawberry.field(description="Whether a self-exclusion may be for good.")
    may_end_early: bool
    register: str | None = strawberry.field(description="The national register that is asked; null: none.")

    @classmethod
    def of(cls, rules: ExclusionRules) -> "ExclusionOffer":
        return cls(
            time_outs=[timedelta(hours=hours) for hours in rules.time_out_hours],
            self_exclusion_months=list(rules.self_exclusion_months),
            permanent=rules.permanent,
            may_end_early=rules.early_end,
            register=rules.register,
        )


@strawberry.type
class RealityCheckOffer:
    """How often a player is told how long they have played."""

    intervals: list[timedelta]
    default_interval: timedelta
    may_be_off: bool

    @classmethod
    def of(cls, rules: RealityCheckRules) -> "RealityCheckOffer":
        return cls(
            intervals=[timedelta(minutes=minutes) for minutes in rules.minutes],
            default_interval=timedelta(minutes=rules.default_minutes),
            may_be_off=rules.may_be_off,
        )


@strawberry.type
class CycleTime:
    """The least time from the start of one game to that of the next."""

    category: str = strawberry.field(description="A game category; `*` is any that is not named.")
    least: timedelta


@strawberry.type
class StakeCap:
    """The highest stake in games of this category at this age."""

    category: str
    from_age: int
    under_age: int | None = strawberry.field(description="Null: no end.")
    most: Money


@strawberry.type
class PlayRuleSet:
    """How fast, how high and how much at once."""

    cycle_times: list[CycleTime]
    stake_caps: list[StakeCap]
    simultaneous_slots: bool = strawberry.field(description="Whether two slots may be played at once.")
    autoplay: bool

    @classmethod
    def of(cls, rules: PlayRules) -> "PlayRuleSet":
        return cls(
            cycle_times=[
                CycleTime(category=category, least=timedelta(milliseconds=least))
                for category, least in sorted(rules.cycle_ms.items())
                if least
            ],
            stake_caps=[
                StakeCap(
                    category=cap.category,
                    from_age=cap.from_age,
                    under_age=cap.under_age,
                    most=Money.minor(cap.minor, cap.currency),
                )
                for cap in rules.stake_caps
            ],
            simultaneous_slots=rules.simultaneous_slots,
            autoplay=rules.autoplay,
        )


@strawberry.type
class GateRequirement:
    """A gate that is closed until a player's checks have reached this level."""

    gate: str = strawberry.field(description="`deposit`, `bet`, `withdraw`, `demo`.")
    level: str = strawberry.field(description="`IDENTITY`, `DOCUMENT`, `ADDRESS`, `SOURCE_OF_FUNDS`.")


@strawberry.type
class KycThreshold:
    """What asks for more checks by itself."""

    reason: str
    level: str
    most: Money = strawberry.field(description="In euros, by reference rates.")
    days: int | None = strawberry.field(description="Within so many days; null: ever.")
    closes: list[str] = strawberry.field(description="The gates that close after the grace.")
    grace_days: int


@strawberry.type
class KycRuleSet:
    """What is checked about a player, and when."""

    before: list[GateRequirement]
    thresholds: list[KycThreshold]
    document_types: list[str] = strawberry.field(description="The most usual first.")
    document_bytes: int = strawberry.field(description="The largest document.")

    @classmethod
    def of(cls, rules: KycRules) -> "KycRuleSet":
        return cls(
            before=[
                GateRequirement(gate=gate, level=level.name)
                for gate, level in sorted(rules.before.items())
                if level is not KycLevel.NONE
            ],
            thresholds=[
                KycThreshold(
                    reason=threshold.reason,
                    level=threshold.level.name,
                    most=Money.minor(threshold.euro_minor, "EUR"),
                    days=threshold.days,
                    closes=list(threshold.closes),
                    grace_days=threshold.grace_days,
                )
                for threshold in rules.thresholds
            ],
            document_types=list(rules.document_types),
            document_bytes=rules.document_bytes,
        )


@strawberry.type
class BonusTerms:
    """What an offer may ask and promise at most."""

    most_wagering: int | None = strawberry.field(description="Times the bonus; null: no bound.")
    mixed_products: bool = strawberry.field(description="One offer may ask for play in several products.")
    one_ever: bool = strawberry.field(description="A player gets one bonus in a lifetime.")
    win_caps: bool = strawberry.field(description="What was won may be capped once an offer's terms are met.")

    @classmethod
    def of(cls, rules: BonusRules) -> "BonusTerms":
        return cls(
            most_wagering=rules.most_wagering,
            mixed_products=rules.mixed_products,
            one_ever=rules.one_ever,
            win_caps=rules.win_caps,
        )


@strawberry.type
class ComplaintTerms:
    """How soon a complaint is heard."""

    acknowledged_within: timedelta
    answered_within: timedelta = strawberry.field(description="Then the player may take it to a third party.")

    @classmethod
    def of(cls, rules: ComplaintRules) -> "ComplaintTerms":
        return cls(
            acknowledged_within=timedelta(hours=rules.acknowledge_hours),
            answered_within=timedelta(days=rules.answer_days),
        )


@strawberry.type
class LocationTerms:
    """From where nobody may play."""

    refuses_anonymous_networks: bool = strawberry.field(description="VPNs, proxies and hosting networks.")
    checked_every: timedelta

    @classmethod
    def of(cls, profile: JurisdictionProfile) -> "LocationTerms":
        rules = profile.location
        return cls(
            refuses_anonymous_networks=rules.refuse_anonymous, checked_every=timedelta(minutes=rules.recheck_minutes)
        )
