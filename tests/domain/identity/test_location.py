"""From where a player may play (GLI-19 2.7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.identity import InvalidCredentials, Login, Visit
from domain.identity.location import Locations
from domain.jurisdiction import GLI
from domain.shared import NotAllowed
from tests.builders import PASSWORD, a_player, a_visit
from tests.domain.identity.house import House
from tests.fakes.identity import MemoryGeography

LAX = replace(GLI, location=replace(GLI.location, refuse_anonymous=False))


def test_countries_and_networks_are_judged_by_the_profile() -> None:
    locations = Locations(MemoryGeography({"a": "IR", "b": "DE"}, {"b", "c"}))
    assert [locations.refused(GLI, ip) for ip in ("a", "b", "c", "d", "")] == [
        "COUNTRY",
        "ANONYMOUS_NETWORK",
        "ANONYMOUS_NETWORK",
        None,
        None,
    ]
    assert [locations.refused(LAX, ip) for ip in ("a", "b", "c")] == ["COUNTRY", None, None]


@pytest.mark.clause("GLI-19 2.7", rule="impossible travel is flagged", field="location.impossible_kmh")
@pytest.mark.parametrize(
    ("kilometres", "hours", "flagged"),
    [(900, 1, None), (901, 1, 901), (9_000, 10, None), (9_001, 10, 9_001), (100, 0, None), (101, 0, 101)],
)
def test_nobody_travels_faster_than_an_aeroplane(kilometres: int, hours: int, flagged: int | None) -> None:
    house = House()
    locations = Locations(MemoryGeography(distances={("a", "b"): kilometres}))
    start = house.clock.now()
    assert locations.impossible(GLI, ("a", start), ("b", start + timedelta(hours=hours))) == flagged


async def test_a_sign_in_too_far_from_the_last_is_flagged_and_goes_on() -> None:
    house = House()
    before = await house.signed_in(a_player("ann@example.com"))
    there = Visit("192.0.2.9", "Tests/1.0", before.tokens.device_token or "")
    await house.places.remember(before.session.player_id, "", there.ip, house.clock.now())
    house.geography.distances[(before.session.visit.ip, there.ip)] = 5_000
    house.geography.networks.add(there.ip)
    house.profile = LAX
    house.clock.forward(timedelta(hours=1))
    await house.login(Login("ann@example.com", PASSWORD, there))
    assert house.access_log.events[-3:] == ["SIGNED_IN", "ANONYMOUS_NETWORK", "IMPOSSIBLE_TRAVEL"]
    assert house.access_log.entries[-1].detail == "5000 km"


async def test_a_refused_place_is_told_after_the_right_password_alone() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    house.geography.countries[a_visit().ip] = "IR"
    with pytest.raises(InvalidCredentials):
        await house.login(Login("ann@example.com", "wrong password", a_visit()))
    with pytest.raises(NotAllowed) as refused:
        await house.login(Login("ann@example.com", PASSWORD, a_visit()))
    assert refused.value.reasons == ("LOCATION_BLOCKED",)
    assert (house.access_log.events[-1], house.sessions.sessions) == ("LOCATION_REFUSED", {})
    with pytest.raises(NotAllowed):
        await house.register(a_player("bob@example.com"))


def test_an_unknown_place_is_no_journey() -> None:
    now = House().clock.now()
    assert Locations(MemoryGeography()).impossible(GLI, ("", now), ("b", now)) is None
