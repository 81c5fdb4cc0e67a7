"""Which profile is whose, in which version."""

from dataclasses import replace

import pytest

from domain.jurisdiction import CURACAO, GLI, GREAT_BRITAIN, MALTA, PROFILES, Profiles, profile_for, profile_of
from domain.jurisdiction.profiles import VERSIONS

SECOND = replace(GREAT_BRITAIN, version=2, minimum_age_years=19)


def test_residents_of_a_country_with_rules_of_its_own_are_under_those() -> None:
    for country, profile in {"GB": GREAT_BRITAIN, "MT": MALTA, "CW": CURACAO, "DE": GLI}.items():
        assert profile_for(country) is Profiles().for_country(country) is profile


def test_no_country_is_in_two_profiles() -> None:
    countries = [country for profile in PROFILES.values() for country in profile.countries]
    assert len(countries) == len(set(countries))


def test_who_is_not_served_gets_nobody_elses_rules() -> None:
    profiles = Profiles(served=frozenset({"GB"}))
    assert profiles.for_country("GB") is GREAT_BRITAIN
    assert profiles.for_country("MT") is None
    assert profiles.for_country("DE") is None
    assert profiles.for_visitor("DE") is profiles.for_visitor(None) is GREAT_BRITAIN
    assert Profiles().for_visitor(None) is GLI


def test_a_record_is_judged_by_the_version_that_it_names() -> None:
    profiles = Profiles({**PROFILES, "GB": SECOND}, former=(GREAT_BRITAIN,))
    assert profiles.of("GB", 1) is GREAT_BRITAIN
    assert profiles.of("GB", 2) is SECOND
    assert profiles.for_country("GB") is SECOND
    assert Profiles({**PROFILES, "GB": SECOND}).of("GB", 1) is SECOND, "kept no longer"


def test_every_version_that_a_record_may_name_is_kept() -> None:
    for code, profile in PROFILES.items():
        for version in range(1, profile.version + 1):
            assert profile_of(code, version) is VERSIONS[(code, version)]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_what_holds_for_everybody_is_the_same_everywhere(profile: object) -> None:
    """Decision 0027: before anybody is known, and process by process, the default's numbers hold for all."""
    for part in ("sign_in", "codes", "account", "session"):
        assert getattr(profile, part) == getattr(Profiles().strictest, part)
