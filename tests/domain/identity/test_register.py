from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.identity import (
    BotCheckFailed,
    ChallengeExpired,
    CountryNotServed,
    InvalidCredentials,
    Login,
    PersonalDetails,
    ResendEmailVerification,
    TermsChanged,
    Underage,
    VerifyEmail,
    Visit,
    WrongCode,
)
from domain.jurisdiction import RegistrationField, ThrottleRule
from domain.shared import FieldProblem, InvalidInput, TooManyAttempts
from tests.builders import PASSWORD, a_player, a_visit
from tests.domain.identity.house import House
from tests.fakes.identity import MemoryPasswords
from tests.fakes.shared import HeldClock


async def test_there_is_no_account_before_the_code_of_the_message() -> None:
    house = House()

    registered = await house.register(a_player(" Ann@Example.com ", currency="BTC"))

    assert registered.email == "Ann@Example.com"
    assert not house.players.players
    assert house.messenger.templates == ["REGISTRATION_CODE"]
    with pytest.raises(InvalidCredentials):
        await house.login(Login("ann@example.com", PASSWORD, a_visit()))


@pytest.mark.clause(
    "GLI-19 2.5.2(a)", rule="which terms and which privacy policy were agreed to is kept", field="privacy_version"
)
async def test_the_code_opens_an_account_with_gates_and_a_wallet() -> None:
    house = House()
    await house.registered(a_player(" Ann@Example.com ", currency="BTC"))

    (player,) = house.players.players.values()
    assert (player.email.shown, player.email.normalised) == ("Ann@Example.com", "ann@example.com")
    assert (player.jurisdiction, player.profile_version) == ("GLI", 1)
    assert (player.terms_version, player.privacy_version) == (
        house.profile.terms_version,
        house.profile.privacy_version,
    )
    assert player.email_verified_at == house.clock.now()
    assert house.gates.wallets == {(player.id, "BTC")}
    assert house.access_log.events == ["REGISTERED"]


async def test_answers_alike_for_a_known_address_whose_owner_is_told() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    known = dict(house.players.players), dict(house.players.hashes), set(house.gates.wallets)

    again = await house.register(a_player("ann@example.com", password="something else", currency="USD"))

    assert again.email == "ann@example.com"
    assert house.messenger.templates[-1] == "ALREADY_REGISTERED"
    for attempts_left in reversed(range(5)):
        with pytest.raises(WrongCode) as refused:
            await house.verify_email(VerifyEmail(again.challenge, house.messenger.code, a_visit()))
        assert refused.value.attempts_left == attempts_left
    with pytest.raises(ChallengeExpired):
        await house.verify_email(VerifyEmail(again.challenge, house.messenger.code, a_visit()))
    assert (house.players.players, house.players.hashes, house.gates.wallets) == known


async def test_of_two_registrations_of_one_address_the_first_that_is_verified_becomes_the_player() -> None:
    house = House()
    first = await house.register(a_player("ann@example.com", password="the first of two"))
    first_code = house.messenger.code
    second = await house.register(a_player("ann@example.com", password="the second of two"))

    await house.verify_email(VerifyEmail(second.challenge, house.messenger.code, a_visit()))
    await house.verify_email(VerifyEmail(first.challenge, first_code, a_visit()))

    assert list(house.players.hashes.values()) == ["v1:the second of two"]
    assert house.messenger.templates[-1] == "ALREADY_REGISTERED"


async def test_another_code_takes_the_place_of_the_first() -> None:
    house = House()
    asked = await house.register(a_player())
    first_code = house.messenger.code
    await house.resend(ResendEmailVerification(asked.challenge, a_visit()))

    with pytest.raises(WrongCode):
        await house.verify_email(VerifyEmail(asked.challenge, first_code, a_visit()))
    await house.verify_email(VerifyEmail(asked.challenge, house.messenger.code, a_visit()))
    with pytest.raises(ChallengeExpired):
        await house.resend(ResendEmailVerification(asked.challenge, a_visit()))


async def test_a_code_holds_for_ten_minutes() -> None:
    house = House()
    asked = await house.register(a_player())
    house.clock.forward(timedelta(seconds=house.profile.codes.seconds))
    with pytest.raises(ChallengeExpired):
        await house.verify_email(VerifyEmail(asked.challenge, house.messenger.code, a_visit()))


async def test_one_address_gets_so_many_codes() -> None:
    house = House()
    for _ in range(house.profile.codes.per_recipient.burst):
        await house.register(a_player("ann@example.com"))
    with pytest.raises(TooManyAttempts):
        await house.register(a_player("ann@example.com"))


async def test_refuses_common_passwords_and_robots() -> None:
    house = House()
    with pytest.raises(InvalidInput) as refused:
        await house.register(a_player(password="password1"))
    assert refused.value.fields == (FieldProblem("password", "TOO_COMMON"),)
    house.bots.closed = True
    with pytest.raises(BotCheckFailed):
        await house.register(a_player())


@pytest.mark.clause("GLI-19 2.5.2(c)", rule="age: there is no account below it", field="minimum_age_years")
@pytest.mark.clause("GLI-19 2.5.2(a)(i)", rule="nobody under age registers, by the day", field="minimum_age_years")
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


@pytest.mark.clause("GLI-19 2.5.2(a)(i)", rule="the age is the jurisdiction's", field="minimum_age_years")
async def test_the_age_is_the_profiles_number() -> None:
    house = House(profile=replace(House().profile, minimum_age_years=21))
    with pytest.raises(Underage) as refused:
        await house.register(a_player(birth_date=date(2006, 1, 1)))
    assert refused.value.minimum_age_years == 21


@pytest.mark.clause(
    "GLI-19 2.5.2(a)", rule="nobody registers without agreeing to the terms in force", field="terms_version"
)
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


async def test_one_network_address_registers_so_many_and_costs_no_more_hashes() -> None:
    profile = House().profile
    rules = replace(profile.registration, per_address=ThrottleRule(burst=2, seconds=900))
    house = House(profile=replace(profile, registration=rules))
    for _ in range(2):
        await house.register(a_player())
    house.passwords = Unused()
    with pytest.raises(TooManyAttempts):
        await house.register(a_player())
    house.passwords = MemoryPasswords()
    assert await house.register(a_player(visit=Visit(ip="198.51.100.9")))
    house.clock.forward(timedelta(seconds=900))
    assert await house.register(a_player())


async def test_asks_for_what_the_profile_requires() -> None:
    profile = House().profile
    asked = tuple(RegistrationField(name, required=True) for name in ("firstName", "postalCode"))
    house = House(profile=replace(profile, registration=replace(profile.registration, fields=asked)))
    with pytest.raises(InvalidInput) as refused:
        await house.register(replace(a_player(), details=PersonalDetails(first_name=" ", last_name="Smith")))
    assert refused.value.fields == (FieldProblem("first_name", "REQUIRED"), FieldProblem("postal_code", "REQUIRED"))
    assert await house.register(replace(a_player(), details=PersonalDetails(first_name="Ann", postal_code="24103")))


@pytest.mark.clause("GLI-19 2.5.2(d)", rule="one active account per person", field="")
async def test_a_person_has_one_open_account() -> None:
    house, ann = House(), PersonalDetails(first_name="Ann", last_name="Smith")
    await house.registered(replace(a_player(), details=ann))
    await house.registered(replace(a_player(), details=replace(ann, first_name="ÁNN")))
    assert len(house.players.players) == 1
    assert house.messenger.templates[-1] == "ALREADY_REGISTERED"
    (first,) = house.players.players.values()
    house.players.players[first.id] = replace(first, closed_at=house.clock.now())
    await house.registered(replace(a_player(), details=ann))
    assert len(house.players.players) == 2


async def test_one_device_registers_so_many() -> None:
    house = House()
    for number in range(house.profile.registration.per_device.burst):
        await house.register(a_player(visit=Visit(f"203.0.113.{number}", device="d" * 48)))
    with pytest.raises(TooManyAttempts):
        await house.register(a_player(visit=Visit("198.51.100.1", device="d" * 48)))


class Unused(MemoryPasswords):
    async def hash(self, password: str) -> str:
        raise AssertionError("a hash was worked out")
