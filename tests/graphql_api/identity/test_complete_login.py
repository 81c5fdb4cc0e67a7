"""The second of two steps, and every way in which it is refused."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import LOGIN, sign_in
from tests.graphql_api.identity.two_factor import (
    COMPLETE_LOGIN,
    REQUEST_SECOND_FACTOR_CODE,
    do,
    enable,
    first_factor,
)
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer


async def elsewhere(platform: Platform) -> Api:
    """The same platform, from a network that no player was seen on."""
    host = f"2001:db8:{uuid4().hex[:4]}::1"
    transport = httpx.ASGITransport(build_app(platform), client=(host, 1234))
    return Api(httpx.AsyncClient(transport=transport, base_url=ORIGIN))


async def test_a_step_is_good_once(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    phone = await enable(timed, clock, player)
    used = phone.code()
    first, second = await first_factor(timed, player), await first_factor(timed, player)
    refused = await do(timed, COMPLETE_LOGIN, challenge=first, method="TOTP", code=used)
    assert (refused["code"], refused["attemptsLeft"]) == ("WRONG_CODE", 4)
    fresh = phone.next_code()
    done = await do(timed, COMPLETE_LOGIN, challenge=first, method="TOTP", code=f" {fresh[:3]} {fresh[3:]}")
    assert done["__typename"] == "CompleteLoginSuccess"
    again = await do(timed, COMPLETE_LOGIN, challenge=second, method="TOTP", code=fresh)
    assert again["code"] == "WRONG_CODE"


async def test_a_challenge_is_good_once_for_ten_minutes_and_five_attempts(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    tired, late = await first_factor(timed, player), await first_factor(timed, player)
    for left in (4, 3, 2, 1, 0):
        refused = await do(timed, COMPLETE_LOGIN, challenge=tired, method="TOTP", code="000000")
        assert (refused["code"], refused["attemptsLeft"]) == ("WRONG_CODE", left)
    for worthless in (tired, str(uuid4()), "nothing"):
        refused = await do(timed, COMPLETE_LOGIN, challenge=worthless, method="TOTP", code=phone.next_code())
        assert refused["code"] == "CHALLENGE_EXPIRED"
    done = await do(timed, COMPLETE_LOGIN, challenge=late, method="TOTP", code=phone.next_code())
    assert done["__typename"] == "CompleteLoginSuccess"
    spent = await do(timed, COMPLETE_LOGIN, challenge=late, method="TOTP", code=phone.next_code())
    assert spent["code"] == "CHALLENGE_EXPIRED"
    forgotten = await first_factor(timed, player)
    clock.forward(timedelta(seconds=601))
    refused = await do(timed, COMPLETE_LOGIN, challenge=forgotten, method="TOTP", code=phone.code())
    assert refused["code"] == "CHALLENGE_EXPIRED"


async def test_guesses_count_for_the_account_and_its_owner_hears_of_them(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    for _ in range(2):
        challenge = await first_factor(timed, player)
        for _ in range(5):
            await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code="000000")
    answer = (await timed(LOGIN, sign_in(player.email)))["login"]
    assert answer["__typename"] == "AccountLocked"
    refused = await do(timed, COMPLETE_LOGIN, challenge=answer["challenge"], method="TOTP", code=phone.next_code())
    assert refused["code"] == "TOO_MANY_ATTEMPTS"
    assert 0 < refused["retryAfterSeconds"] <= 1800
    assert [each.template.name for each in await messages_to(platform, player.email)].count("ACCOUNT_LOCKED") == 1

    clock.forward(timedelta(seconds=1801))
    challenge = await first_factor(timed, player)
    done = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=phone.next_code())
    assert done["__typename"] == "CompleteLoginSuccess"
    assert (await timed(LOGIN, sign_in(player.email)))["login"]["__typename"] == "SecondFactorRequired"


async def test_only_what_was_offered_counts_and_only_what_can_be_read(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenge = await first_factor(timed, player)
    for method in ("PASSWORD", "EMAIL_CODE", "SMS_CODE", "PASSKEY"):
        refused = await do(timed, COMPLETE_LOGIN, challenge=challenge, method=method, code=player.password)
        assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])
    for code, problem in (("0" * 65, "TOO_LONG"), ("\x00", "UNREADABLE_TEXT"), ("\ud800", "UNREADABLE_TEXT")):
        refused = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=code)
        assert (refused["code"], refused["fields"][0]["code"]) == ("INVALID_INPUT", problem)
    first_guess = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code="")
    assert (first_guess["code"], first_guess["attemptsLeft"]) == ("WRONG_CODE", 4)
    done = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=phone.next_code())
    assert done["__typename"] == "CompleteLoginSuccess"


async def test_a_gate_that_closed_meanwhile_stays_closed(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenge = await first_factor(timed, player)
    await platform.pool.execute("update player_gates set blocks = '{login:CLOSED}' where player_id = $1", player.id)
    refused = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=phone.next_code())
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["CLOSED"])


async def test_a_new_network_asks_for_the_code_that_was_sent(platform: Platform, player: SignedInPlayer) -> None:
    api = await elsewhere(platform)
    asked = (await api(LOGIN, sign_in(player.email)))["login"]
    assert (asked["__typename"], asked["methods"]) == ("SecondFactorRequired", ["EMAIL_CODE"])
    (code,) = await codes_to(platform, player.email)
    wrong = await do(api, COMPLETE_LOGIN, challenge=asked["challenge"], method="EMAIL_CODE", code="not it")
    assert (wrong["code"], wrong["attemptsLeft"]) == ("WRONG_CODE", 4)

    sent = await do(api, REQUEST_SECOND_FACTOR_CODE, challenge=asked["challenge"], method="EMAIL_CODE")
    assert sent["expiresAt"] == asked["expiresAt"]
    newest, _ = await codes_to(platform, player.email)
    if newest != code:
        stale = await do(api, COMPLETE_LOGIN, challenge=asked["challenge"], method="EMAIL_CODE", code=code)
        assert (stale["code"], stale["attemptsLeft"]) == ("WRONG_CODE", 3)
    done = await do(api, COMPLETE_LOGIN, challenge=asked["challenge"], method="EMAIL_CODE", code=newest)
    assert done["__typename"] == "CompleteLoginSuccess"
    assert (await api(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"


async def test_a_phone_number_on_file_takes_the_code_too(platform: Platform, player: SignedInPlayer) -> None:
    number = f"+4917{uuid4().int % 10**9:09}"
    await give_phone(platform, player, number)
    api = await elsewhere(platform)
    asked = (await api(LOGIN, sign_in(player.email)))["login"]
    assert asked["methods"] == ["EMAIL_CODE", "SMS_CODE"]
    await do(api, REQUEST_SECOND_FACTOR_CODE, challenge=asked["challenge"], method="SMS_CODE")
    (code,) = await codes_to(platform, number)
    done = await do(api, COMPLETE_LOGIN, challenge=asked["challenge"], method="SMS_CODE", code=code)
    assert done["__typename"] == "CompleteLoginSuccess"


async def test_another_code_is_not_for_everybody(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    await enable(timed, clock, player)
    challenge = await first_factor(timed, player)
    for method in ("TOTP", "EMAIL_CODE"):
        refused = await do(timed, REQUEST_SECOND_FACTOR_CODE, challenge=challenge, method=method)
        assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])
    for worthless in (str(uuid4()), "nothing"):
        refused = await do(timed, REQUEST_SECOND_FACTOR_CODE, challenge=worthless, method="EMAIL_CODE")
        assert refused["code"] == "CHALLENGE_EXPIRED"
    refused = await do(timed, REQUEST_SECOND_FACTOR_CODE, challenge="\x00", method="EMAIL_CODE")
    assert refused["code"] == "INVALID_INPUT"


async def test_an_address_gets_five_codes_an_hour(platform: Platform, player: SignedInPlayer) -> None:
    """The first was this sign-in's."""
    api = await elsewhere(platform)
    challenge = await first_factor(api, player)
    for _ in range(4):
        sent = await do(api, REQUEST_SECOND_FACTOR_CODE, challenge=challenge, method="EMAIL_CODE")
        assert sent["__typename"] == "RequestSecondFactorCodeSuccess"
    refused = await do(api, REQUEST_SECOND_FACTOR_CODE, challenge=challenge, method="EMAIL_CODE")
    assert refused["code"] == "TOO_MANY_ATTEMPTS"
    assert 0 < refused["retryAfterSeconds"] <= 3600


async def give_phone(platform: Platform, player: SignedInPlayer, number: str) -> None:
    services = platform.identity
    await platform.pool.execute(
        "update players set phone_index = $2, phone_sealed = $3, phone_verified_at = now() where id = $1",
        player.id,
        services.phones.of(number),
        services.cipher.seal(number, f"players/phone/{player.id}"),
    )


@pytest.mark.parametrize("text", ["", "é" * 60, "0 0 0 0 0 0", "-" * 64])
async def test_hostile_codes_are_wrong_codes(timed: Api, clock: HeldClock, player: SignedInPlayer, text: str) -> None:
    await enable(timed, clock, player)
    challenge = await first_factor(timed, player)
    for method in ("TOTP", "RECOVERY_CODE"):
        refused = await do(timed, COMPLETE_LOGIN, challenge=challenge, method=method, code=text)
        assert refused["code"] == "WRONG_CODE"
