from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.identity import CountryNotServed, TermsChanged, Underage, Visit
from domain.shared import FieldProblem, InvalidInput, TooManyAttempts
from tests.builders import a_player
from tests.domain.identity.house import House
from tests.fakes.identity import MemoryPasswords
from tests.fakes.shared import HeldClock


async def test_opens_an_account_with_gates_and_a_wallet() -> None:
    house = House()

    registered = await house.register(a_player(" Ann@Example.com ", currency="BTC"))

    (player,) = house.players.players.values()
    assert registered.email == player.email.shown == "Ann@Example.com"
    assert player.email.normalised == "ann@example.com"
    assert (player.jurisdiction, player.profile_version) == ("GLI", 1)
    assert (player.terms_version, player.privacy_version) == (
        house.profile.terms_version,
        house.profile.privacy_version,
    )
    assert house.gates.wallets == {(player.id, "BTC")}
    assert house.access_log.events == ["REGISTERED"]
    assert house.commits.count == 2


async def test_answers_alike_for_a_known_address_and_changes_nothing() -> None:
    house = House()
    first = await house.register(a_player("ann@example.com"))
    known = dict(house.players.players), dict(house.players.hashes), set(house.gates.wallets)

    second = await house.register(a_player("ann@example.com", password="something else", currency="USD"))

    assert second == first
    assert (house.players.players, house.players.hashes, house.gates.wallets) == known
    assert house.access_log.events == ["REGISTERED", "REGISTERED_AGAIN"]


@pytest.mark.parametrize(
    ("born", "old_enough"),
    [(date(2008, 6, 1), True), (date(2008, 6, 2), False), (date(1900, 1, 1), True)],
)
async def test_the_age_is_whole_years_on_the_day(born: date, old_enough: bool) -> None:
    house = House(clock=HeldClock(datetime(2026, 6, 1, 0, 0, tzinfo=UTC)))
    if old_enough:
        assert await house.register(a_player(birth_date=born))
        return
    with pytest.raises(Underage) as refused:
        await house.register(a_player(birth_date=born))
    assert refused.value.minimum_age_years == 18
    assert not house.players.players


async def test_the_age_is_the_profiles_number() -> None:
    house = House(profile=replace(House().profile, minimum_age_years=21))
    with pytest.raises(Underage) as refused:
        await house.register(a_player(birth_date=date(2006, 1, 1)))
    assert refused.value.minimum_age_years == 21


async def test_refuses_old_terms_and_says_which_are_in_force() -> None:
    with pytest.raises(TermsChanged) as refused:
        await House().register(a_player(terms_version="2019-01"))
    assert refused.value.terms_version == House().profile.terms_version


async def test_refuses_residents_of_blocked_countries() -> None:
    with pytest.raises(CountryNotServed):
        await House().register(a_player(country="KP"))


async def test_names_every_bad_field_at_once() -> None:
    message = a_player("nobody", password="short", country="XX", birth_date=date(2030, 1, 1), currency="DOGE")
    with pytest.raises(InvalidInput) as refused:
        await House().register(message)
    assert refused.value.fields == (
        FieldProblem("email", "MALFORMED"),
        FieldProblem("password", "TOO_SHORT"),
        FieldProblem("country", "UNKNOWN_COUNTRY"),
        FieldProblem("birth_date", "OUT_OF_RANGE"),
        FieldProblem("currency", "UNKNOWN_CURRENCY"),
    )


async def test_one_address_registers_so_many_and_costs_no_more_hashes() -> None:
    profile = House().profile
    house = House(profile=replace(profile, sign_in=replace(profile.sign_in, registrations_per_address=2)))
    for _ in range(2):
        await house.register(a_player())
    house.passwords = Unused()
    with pytest.raises(TooManyAttempts) as refused:
        await house.register(a_player())
    assert refused.value.retry_after_seconds == profile.sign_in.window_seconds
    house.passwords = MemoryPasswords()
    assert await house.register(a_player(visit=Visit(ip="198.51.100.9")))
    house.clock.forward(timedelta(seconds=profile.sign_in.window_seconds))
    assert await house.register(a_player())


class Unused(MemoryPasswords):
    async def hash(self, password: str) -> str:
        raise AssertionError("a hash was worked out")
