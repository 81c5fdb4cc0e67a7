from datetime import date

import pytest

from domain.identity import PersonalDetails, Register
from domain.jurisdiction import COUNTRIES, GLI, PROFILES, JurisdictionProfile
from domain.shared import CURRENCIES


@pytest.mark.parametrize(
    ("born", "today", "old_enough"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2008, 7, 1), date(2026, 6, 30), False),
        (date(2008, 7, 1), date(2026, 7, 1), True),
    ],
)
def test_comes_of_age_on_the_day(born: date, today: date, old_enough: bool) -> None:
    assert GLI.old_enough(born, today) is old_enough


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_profiles_name_what_exists(profile: JurisdictionProfile) -> None:
    assert set(profile.currencies) <= set(CURRENCIES)
    assert profile.blocked_countries <= COUNTRIES
    asked = {field.name for field in profile.registration.fields}
    held = {*Register.__dataclass_fields__, *PersonalDetails.__dataclass_fields__}
    assert asked == {_camel(name) for name in held - UNASKED}


UNASKED = {"visit", "details", "ticket", "bot_check", "consents"}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
