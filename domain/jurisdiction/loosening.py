"""Whether a profile's change takes a protection away from those who are under it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import TypeVar

from domain.jurisdiction.house_rules import ComplaintRules, LocationRules
from domain.jurisdiction.kyc_rules import KycLevel, KycRules, KycThreshold
from domain.jurisdiction.play_rules import (
    BonusRules,
    ExclusionRules,
    LimitRules,
    PlayRules,
    RealityCheckRules,
    StakeCap,
)
from domain.jurisdiction.profile import JurisdictionProfile, SessionRules, SignInRules

Rules = TypeVar(
    "Rules",
    SessionRules,
    SignInRules,
    KycRules,
    LimitRules,
    ExclusionRules,
    RealityCheckRules,
    PlayRules,
    BonusRules,
    LocationRules,
    ComplaintRules,
)
K = TypeVar("K")


def loosens(old: JurisdictionProfile, new: JurisdictionProfile) -> tuple[str, ...]:
    """The fields, as ``section.field``, by which ``new`` protects less than ``old``; empty: by none.

    Of a section named here, a field that nobody has judged loosens by any difference. Currencies, texts, throttles,
    codes, the form of registration and what is kept protect nobody at play, and may change at any time.
    """
    whole = {
        "features": not new.features <= old.features,
        "minimum_age_years": new.minimum_age_years < old.minimum_age_years,
        "blocked_countries": not new.blocked_countries >= old.blocked_countries,
    }
    return tuple(
        chain(
            (name for name, looser in whole.items() if looser),
            _named("session", old.session, new.session, _session(old.session, new.session)),
            _named("sign_in", old.sign_in, new.sign_in, _sign_in(old.sign_in, new.sign_in)),
            _named("kyc", old.kyc, new.kyc, _kyc(old.kyc, new.kyc)),
            _named("limits", old.limits, new.limits, _limits(old.limits, new.limits)),
            _named("exclusions", old.exclusions, new.exclusions, _exclusions(old.exclusions, new.exclusions)),
            _named(
                "reality_check",
                old.reality_check,
                new.reality_check,
                _reality_check(old.reality_check, new.reality_check),
            ),
            _named("play", old.play, new.play, _play(old.play, new.play)),
            _named("location", old.location, new.location, _location(old.location, new.location)),
            _named("bonuses", old.bonuses, new.bonuses, _bonuses(old.bonuses, new.bonuses)),
            _named("complaints", old.complaints, new.complaints, _complaints(old.complaints, new.complaints)),
        )
    )


def _named(section: str, old: Rules, new: Rules, judged: Mapping[str, bool]) -> Iterator[str]:
    for name in (each.name for each in fields(old)):
        if judged.get(name, getattr(old, name) != getattr(new, name)):
            yield f"{section}.{name}"


def _session(old: SessionRules, new: SessionRules) -> Mapping[str, bool]:
    return {
        "access_seconds": new.access_seconds > old.access_seconds,
        "refresh_days": new.refresh_days > old.refresh_days,
        "refresh_grace_seconds": False,
        "proof_seconds": new.proof_seconds > old.proof_seconds,
        "idle_seconds": new.idle_seconds > old.idle_seconds,
    }


def _sign_in(old: SignInRules, new: SignInRules) -> Mapping[str, bool]:
    return {
        "methods": False,
        "lock_failures": new.lock_failures > old.lock_failures,
        "lock_window_seconds": new.lock_window_seconds < old.lock_window_seconds,
        "failures_per_subject": new.failures_per_subject > old.failures_per_subject,
        "per_address": False,
        "everywhere": False,
        "outside_proof_seconds": new.outside_proof_seconds > old.outside_proof_seconds,
        "linked_methods": False,
    }


def _kyc(old: KycRules, new: KycRules) -> Mapping[str, bool]:
    return {
        "before": any(new.before.get(gate, KycLevel.NONE) < level for gate, level in old.before.items()),
        "thresholds": not all(any(_as_strict(mine, other) for other in new.thresholds) for mine in old.thresholds),
        "document_types": False,
        "document_bytes": False,
        "document_pixels": False,
        "documents_per_day": False,
        "recheck_days": new.recheck_days > old.recheck_days,
    }


def _as_strict(old: KycThreshold, new: KycThreshold) -> bool:
    as_long = new.days is None or (old.days is not None and new.days >= old.days)
    return (
        new.measure in (old.measure, "DEPOSITS")  # gross is never below net
        and new.euro_minor <= old.euro_minor
        and as_long
        and new.level >= old.level
        and set(new.closes) >= set(old.closes)
        and new.grace_days <= old.grace_days
    )


def _limits(old: LimitRules, new: LimitRules) -> Mapping[str, bool]:
    return {
        "kinds": not set(new.kinds) >= set(old.kinds),
        "periods": not set(new.periods) >= set(old.periods),
        "loosen_hours": new.loosen_hours < old.loosen_hours,
        "confirm_days": new.confirm_days > old.confirm_days,
        "one_of": bool(old.one_of) and not (new.one_of and set(new.one_of) <= set(old.one_of)),
        "prompt_at": old.prompt_at == "REGISTRATION" != new.prompt_at,
        "reprompt_months": new.reprompt_months > old.reprompt_months,
        "review_months": new.review_months > old.review_months,
        "operator_euro_minor": _above(old.operator_euro_minor, new.operator_euro_minor),
    }


def _exclusions(old: ExclusionRules, new: ExclusionRules) -> Mapping[str, bool]:
    return {
        "time_out_hours": not set(new.time_out_hours) >= set(old.time_out_hours),
        "self_exclusion_months": not set(new.self_exclusion_months) >= set(old.self_exclusion_months)
        or min(new.self_exclusion_months) < min(old.self_exclusion_months),
        "permanent": old.permanent and not new.permanent,
        "early_end": new.early_end and not old.early_end,
        "answer_days": new.answer_days > old.answer_days,
        "definite_wait_hours": new.definite_wait_hours < old.definite_wait_hours,
        "indefinite_wait_hours": new.indefinite_wait_hours < old.indefinite_wait_hours,
        "return_wait_hours": new.return_wait_hours < old.return_wait_hours,
        "register": old.register is not None and new.register != old.register,
    }


def _reality_check(old: RealityCheckRules, new: RealityCheckRules) -> Mapping[str, bool]:
    return {
        "minutes": max(new.minutes) > max(old.minutes),
        "default_minutes": new.default_minutes > old.default_minutes,
        "may_be_off": new.may_be_off and not old.may_be_off,
    }


def _play(old: PlayRules, new: PlayRules) -> Mapping[str, bool]:
    anything = new.cycle_ms.get("*", 0)
    old_anything = old.cycle_ms.get("*", 0)
    categories = {*old.cycle_ms, *new.cycle_ms}
    return {
        "cycle_ms": any(
            new.cycle_ms.get(category, anything) < old.cycle_ms.get(category, old_anything) for category in categories
        ),
        "stake_caps": not all(any(_as_low(mine, other) for other in new.stake_caps) for mine in old.stake_caps),
        "simultaneous_slots": new.simultaneous_slots and not old.simultaneous_slots,
        "autoplay": new.autoplay and not old.autoplay,
    }


def _as_low(old: StakeCap, new: StakeCap) -> bool:
    as_old = new.under_age is None or (old.under_age is not None and new.under_age >= old.under_age)
    covers = new.category == old.category and new.from_age <= old.from_age and as_old
    return covers and new.currency == old.currency and new.minor <= old.minor


def _location(old: LocationRules, new: LocationRules) -> Mapping[str, bool]:
    return {
        "recheck_minutes": new.recheck_minutes > old.recheck_minutes,
        "refuse_anonymous": old.refuse_anonymous and not new.refuse_anonymous,
        "impossible_kmh": new.impossible_kmh > old.impossible_kmh,
    }


def _bonuses(old: BonusRules, new: BonusRules) -> Mapping[str, bool]:
    """A bound that goes up or away; whatever was forbidden and is not any more."""
    higher = new.most_wagering is None or (old.most_wagering is not None and new.most_wagering > old.most_wagering)
    return {
        "most_wagering": old.most_wagering is not None and higher,
        "mixed_products": new.mixed_products and not old.mixed_products,
        "one_ever": old.one_ever and not new.one_ever,
        "win_caps": new.win_caps and not old.win_caps,
    }


def _complaints(old: ComplaintRules, new: ComplaintRules) -> Mapping[str, bool]:
    return {
        "acknowledge_hours": new.acknowledge_hours > old.acknowledge_hours,
        "answer_days": new.answer_days > old.answer_days,
        "per_day": new.per_day < old.per_day,
    }


def _above(old: Mapping[K, int], new: Mapping[K, int]) -> bool:
    """Whether a bound of before is gone, or higher now."""
    return any(key not in new or new[key] > bound for key, bound in old.items())
