"""Whether a profile's change takes a protection away."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.jurisdiction import GLI, GREAT_BRITAIN, PROFILES, JurisdictionProfile, KycLevel, Profiles, loosens
from domain.jurisdiction.play_rules import StakeCap

GB = GREAT_BRITAIN
Change = Callable[[JurisdictionProfile], JurisdictionProfile]


def part(name: str, **changed: object) -> Change:
    return lambda profile: replace(profile, **{name: replace(getattr(profile, name), **changed)})


CHANGES: list[tuple[str, Change]] = [
    ("minimum_age_years", lambda profile: replace(profile, minimum_age_years=17)),
    ("blocked_countries", lambda profile: replace(profile, blocked_countries=frozenset({"IR"}))),
    ("session.idle_seconds", part("session", idle_seconds=GB.session.idle_seconds + 1)),
    ("sign_in.lock_failures", part("sign_in", lock_failures=GB.sign_in.lock_failures + 1)),
    ("kyc.before", part("kyc", before={"bet": KycLevel.IDENTITY})),
    ("kyc.thresholds", part("kyc", thresholds=GB.kyc.thresholds[1:])),
    ("kyc.thresholds", part("kyc", thresholds=(replace(GB.kyc.thresholds[0], days=29), GB.kyc.thresholds[1]))),
    ("kyc.thresholds", part("kyc", thresholds=(replace(GB.kyc.thresholds[0], closes=()), GB.kyc.thresholds[1]))),
    ("limits.periods", part("limits", periods=("DAY", "WEEK"))),
    ("limits.loosen_hours", part("limits", loosen_hours=23)),
    ("exclusions.time_out_hours", part("exclusions", time_out_hours=(24,))),
    ("exclusions.self_exclusion_months", part("exclusions", self_exclusion_months=(6, 12, 60))),
    ("exclusions.early_end", part("exclusions", early_end=True)),
    ("exclusions.register", part("exclusions", register=None)),
    ("exclusions.return_wait_hours", part("exclusions", return_wait_hours=0)),
    ("reality_check.default_minutes", part("reality_check", default_minutes=90)),
    ("play.cycle_ms", part("play", cycle_ms={"SLOTS": 2_499, "*": 5_000})),
    ("play.stake_caps", part("play", stake_caps=(StakeCap("SLOTS", 0, 25, "GBP", 201), GB.play.stake_caps[1]))),
    ("play.stake_caps", part("play", stake_caps=GB.play.stake_caps[:1])),
    ("play.autoplay", part("play", autoplay=True)),
    ("location.recheck_minutes", part("location", recheck_minutes=31)),
    ("location.refuse_anonymous", part("location", refuse_anonymous=False)),
    ("bonuses.most_wagering", part("bonuses", most_wagering=11)),
    ("bonuses.most_wagering", part("bonuses", most_wagering=None)),
    ("bonuses.mixed_products", part("bonuses", mixed_products=True)),
    ("bonuses.win_caps", part("bonuses", win_caps=True)),
    ("features", lambda profile: replace(profile, features=profile.features | {"TIPS"})),
    ("complaints.answer_days", part("complaints", answer_days=57)),
]


@pytest.mark.parametrize(("field", "change"), CHANGES, ids=[f"{n}-{field}" for n, (field, _) in enumerate(CHANGES)])
def test_each_protection_that_is_weakened_is_named_and_its_return_is_not(field: str, change: Change) -> None:
    looser = change(GB)
    assert loosens(GB, looser) == (field,)
    assert loosens(looser, GB) == ()


def test_a_category_without_a_speed_of_its_own_has_that_of_any_other() -> None:
    slower = part("play", cycle_ms={"*": 5_000})(GB)
    assert loosens(GB, slower) == ()
    assert loosens(slower, GB) == ("play.cycle_ms",)


def test_a_shorter_exclusion_than_the_shortest_protects_less() -> None:
    assert loosens(GB, part("exclusions", self_exclusion_months=(3, 6, 12, 36, 60))(GB)) == (
        "exclusions.self_exclusion_months",
    )


def test_a_field_that_nobody_judged_loosens_by_any_difference() -> None:
    assert loosens(GB, part("limits", rolling=False)(GB)) == ("limits.rolling",)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_the_same_numbers_loosen_nothing(profile: JurisdictionProfile) -> None:
    assert loosens(profile, replace(profile, version=2, terms_version="2027-01", currencies=("EUR",))) == ()


def test_a_record_moves_to_the_newest_version_that_protects_no_less() -> None:
    second = replace(GLI, version=2, minimum_age_years=21)
    third = replace(second, version=3, minimum_age_years=19)
    profiles = Profiles({**PROFILES, "GLI": third}, former=(GLI, second))
    assert profiles.reachable("GLI", 1) is third, "stricter than the first, whatever came between"
    assert profiles.reachable("GLI", 2) is second
    assert profiles.offered("GLI", 2) is third
    assert profiles.offered("GLI", 3) is None
    fourth = replace(third, version=4, minimum_age_years=18, limits=replace(GLI.limits, loosen_hours=1))
    beyond = Profiles({**PROFILES, "GLI": fourth}, former=(GLI, second, third))
    assert beyond.reachable("GLI", 1) is third
