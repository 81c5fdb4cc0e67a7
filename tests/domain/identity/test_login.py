from dataclasses import replace
from datetime import timedelta

import pytest

from domain.identity import (
    AccountLocked,
    ChallengeKind,
    InvalidCredentials,
    Login,
    ProofMethod,
    SecondFactorRequired,
    TermsChanged,
    Visit,
)
from domain.identity.reception import TERMS_BLOCKS
from domain.shared import InvalidInput, NotAllowed, TooManyAttempts, TryAgainLater
from tests.builders import PASSWORD, a_player, a_visit
from tests.domain.identity.house import House
from tests.fakes.identity import MemoryPasswords


async def test_opens_a_session_for_thirty_days_with_tokens_for_ten_minutes() -> None:
    house = House()
    signed_in = await house.signed_in()

    now, tokens = house.clock.now(), signed_in.tokens
    assert tokens.access_expires_at == now + timedelta(minutes=10)
    assert tokens.refresh_expires_at == signed_in.session.expires_at == now + timedelta(days=30)
    assert house.sessions.sessions[signed_in.session.id] == signed_in.session
    assert signed_in.session.visit == a_visit()
    assert house.access_log.events == ["REGISTERED", "SIGNED_IN"]


@pytest.mark.parametrize(("email", "password"), [("ann@example.com", "wrong password"), ("who@example.com", PASSWORD)])
async def test_refuses_alike_whatever_is_wrong_and_works_as_much(email: str, password: str) -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))

    with pytest.raises(InvalidCredentials):
        await house.login(Login(email, password, a_visit()))

    assert house.passwords.verified == 1
    assert house.access_log.events[-1] == "SIGN_IN_FAILED"
    assert not house.sessions.sessions


async def test_malformed_input_is_named() -> None:
    with pytest.raises(InvalidInput):
        await House().login(Login("nobody", PASSWORD, a_visit()))


async def fail(house: House, email: str, ip: str = "203.0.113.7", device: str = "") -> None:
    with pytest.raises(InvalidCredentials):
        await house.login(Login(email, "wrong password", Visit(ip, device=device)))


@pytest.mark.clause("GLI-19 2.5.3(d)", rule="3 failures in 30 minutes lock an account", field="sign_in.lock_failures")
async def test_three_failures_lock_the_account_and_only_its_owner_hears_of_it() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    for _ in range(3):
        await fail(house, "ann@example.com")
    assert house.messenger.templates[-1] == "ACCOUNT_LOCKED"
    await fail(house, "ann@example.com")

    with pytest.raises(AccountLocked) as refused:
        await house.login(Login("ann@example.com", PASSWORD, a_visit()))

    assert refused.value.methods == (ProofMethod.EMAIL_CODE,)
    assert house.messenger.templates[-1] == "CONFIRMATION_CODE"
    challenge = await house.codes.answer(refused.value.challenge, ChallengeKind.SECOND_FACTOR, house.messenger.code)
    assert await house.reception.admit_proved(challenge, a_visit())
    assert await house.login(Login("ann@example.com", PASSWORD, a_visit()))
    assert house.access_log.events.count("ACCOUNT_LOCKED") == house.access_log.events.count("ACCOUNT_UNLOCKED") == 1


@pytest.mark.clause(
    "GLI-19 2.5.3(d)", rule="failures older than 30 minutes do not count", field="sign_in.lock_window_seconds"
)
async def test_failures_of_half_an_hour_ago_lock_nothing() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    for _ in range(2):
        await fail(house, "ann@example.com")
    house.clock.forward(timedelta(minutes=30))
    for _ in range(2):
        await fail(house, "ann@example.com")
    assert await house.login(Login("ann@example.com", PASSWORD, a_visit()))


async def test_ten_failures_of_one_account_make_strangers_wait_and_not_its_device() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    device = (await house.login(Login("ann@example.com", PASSWORD, a_visit()))).tokens.device_token
    for number in range(10):
        await fail(house, "ann@example.com", f"203.0.113.{number}")

    with pytest.raises(TooManyAttempts) as refused:
        await house.login(Login("ANN@example.com", PASSWORD, Visit("203.0.113.99")))
    assert refused.value.retry_after_seconds == 1800
    with pytest.raises(AccountLocked):
        await house.login(Login("ann@example.com", PASSWORD, Visit("203.0.113.99", device=device)))

    house.clock.forward(timedelta(seconds=1800))
    with pytest.raises(AccountLocked):
        await house.login(Login("ann@example.com", PASSWORD, Visit("203.0.113.99")))


async def test_a_hundred_failures_from_one_network_address_make_it_wait() -> None:
    house = House()
    for number in range(100):
        await fail(house, f"guess{number}@example.com", "203.0.113.7")
    with pytest.raises(TooManyAttempts):
        await house.login(Login("guess@example.com", PASSWORD, Visit("203.0.113.7")))


async def test_a_good_sign_in_forgives_what_came_before() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    for _ in range(3):
        for _ in range(2):
            await fail(house, "ann@example.com")
        await house.login(Login("ann@example.com", PASSWORD, a_visit()))


async def test_a_new_network_asks_for_a_code() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    with pytest.raises(SecondFactorRequired) as refused:
        await house.login(Login("ann@example.com", PASSWORD, Visit("192.0.2.1")))
    assert not house.sessions.sessions
    challenge = await house.codes.answer(refused.value.challenge, ChallengeKind.SECOND_FACTOR, house.messenger.code)
    await house.reception.admit_proved(challenge, Visit("192.0.2.1"))

    assert await house.login(Login("ann@example.com", PASSWORD, Visit("192.0.2.200")))


async def test_a_new_device_gets_a_token_and_its_player_a_notice() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    first = await house.login(Login("ann@example.com", PASSWORD, a_visit()))
    assert house.messenger.templates[-1] == "NEW_SIGN_IN"
    told = len(house.messenger.sent)

    visit = Visit("203.0.113.7", device=first.tokens.device_token)
    again = await house.login(Login("ann@example.com", PASSWORD, visit))

    assert again.tokens.device_token == first.tokens.device_token != ""
    assert len(house.messenger.sent) == told


@pytest.mark.clause(
    "GLI-19 2.5.2(c)",
    rule="terms: nobody comes in, and gates stay closed, until they are agreed to",
    field="terms_version",
)
@pytest.mark.clause("GLI-19 A.3.3", rule="changed terms are agreed to again", field="terms_version")
async def test_whoever_has_not_agreed_to_the_present_terms_stays_outside() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    (player_id,) = house.players.players
    await house.gates.block(player_id, TERMS_BLOCKS)
    house.profile = replace(house.profile, terms_version="2027-01")

    for accepted in (None, "2026-01"):
        with pytest.raises(TermsChanged) as refused:
            await house.login(Login("ann@example.com", PASSWORD, a_visit(), accepted))
        assert refused.value.terms_version == "2027-01"
    assert await house.login(Login("ann@example.com", PASSWORD, a_visit(), "2027-01"))

    assert house.players.players[player_id].terms_version == "2027-01"
    assert house.gates.held[player_id] == ()
    assert await house.login(Login("ann@example.com", PASSWORD, a_visit()))


async def test_a_hash_of_old_parameters_is_made_anew() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    house.passwords.mark = "v2"

    await house.login(Login("ann@example.com", PASSWORD, a_visit()))

    assert list(house.players.hashes.values()) == [f"v2:{PASSWORD}"]


async def test_a_closed_login_gate_is_told_only_to_who_knows_the_password() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    (player_id,) = house.players.players
    house.gates.held[player_id] = ("login:CLOSED", "bet:SELF_EXCLUDED")

    with pytest.raises(NotAllowed) as refused:
        await house.login(Login("ann@example.com", PASSWORD, a_visit()))
    assert refused.value.reasons == ("CLOSED",)
    with pytest.raises(InvalidCredentials):
        await house.login(Login("ann@example.com", "wrong password", a_visit()))


async def test_a_closed_bet_gate_does_not_keep_anybody_out() -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))
    (player_id,) = house.players.players
    house.gates.held[player_id] = ("bet:SELF_EXCLUDED",)
    assert await house.login(Login("ann@example.com", PASSWORD, a_visit()))


async def test_a_full_hashing_queue_costs_no_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    await house.registered(a_player("ann@example.com"))

    async def full(password: str, hashed: str | None) -> None:
        raise TryAgainLater

    with monkeypatch.context() as patched:
        patched.setattr(house.passwords, "verify", full)
        for _ in range(20):
            with pytest.raises(TryAgainLater):
                await house.login(Login("ann@example.com", PASSWORD, a_visit()))
    assert await house.login(Login("ann@example.com", PASSWORD, a_visit()))


async def test_a_busy_server_makes_no_new_hash_and_lets_people_in() -> None:
    house = House()
    registered = await house.registered()
    house.passwords = BusyPasswords(mark="v2")

    signed_in = await house.login(Login(registered.email, PASSWORD, a_visit()))

    assert house.players.hashes[signed_in.session.player_id] == f"v1:{PASSWORD}"


class BusyPasswords(MemoryPasswords):
    """There is room for those who sign in, and none for new passwords."""

    async def hash(self, password: str) -> str:
        raise TryAgainLater
