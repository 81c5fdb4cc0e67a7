"""Signing in by a code alone, and how little it tells strangers."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.jurisdiction import GLI
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import LOGIN, sign_in
from tests.graphql_api.identity.two_factor import COMPLETE_LOGIN, LOGIN_WITH_CODE, REQUEST_LOGIN_CODE, do, enable
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer


async def code_for(api: Api, platform: Platform, player: SignedInPlayer) -> tuple[str, str]:
    """A challenge, and the code that answers it."""
    asked = await do(api, REQUEST_LOGIN_CODE, email=player.email)
    assert asked["__typename"] == "RequestLoginCodeSuccess", asked
    return asked["challenge"], (await codes_to(platform, player.email))[0]


async def test_a_code_opens_a_session_once(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    challenge, code = await code_for(api, platform, player)
    wrong = await do(api, LOGIN_WITH_CODE, challenge=challenge, code="wrong")
    assert (wrong["code"], wrong["attemptsLeft"]) == ("WRONG_CODE", 4)
    done = await do(api, LOGIN_WITH_CODE, challenge=challenge, code=f" {code[:3]}-{code[3:]} ")
    assert (done["__typename"], done["player"]["email"]) == ("LoginWithCodeSuccess", player.email)
    again = await do(api, LOGIN_WITH_CODE, challenge=challenge, code=code)
    assert again["code"] == "CHALLENGE_EXPIRED"
    (message,) = [each for each in await messages_to(platform, player.email) if each.template.name == "SIGN_IN_CODE"]
    assert message.facts == {"code": code}


async def test_a_phone_number_does_as_well(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    number = f"+4917{uuid4().int % 10**9:09}"
    services = platform.identity
    sealed = services.cipher.seal(number, f"players/phone/{player.id}")
    await platform.pool.execute(
        "update players set phone_index = $2, phone_sealed = $3 where id = $1",
        player.id,
        services.phones.of(number),
        sealed,
    )
    asked = await do(api, REQUEST_LOGIN_CODE, phone=f"{number[:5]} ({number[5:8]}) {number[8:]}")
    (code,) = await codes_to(platform, number)
    done = await do(api, LOGIN_WITH_CODE, challenge=asked["challenge"], code=code)
    assert (done["__typename"], done["player"]["email"]) == ("LoginWithCodeSuccess", player.email)
    method = await platform.pool.fetchval("select method from sessions order by started_at desc limit 1")
    assert method == "SMS_CODE"


@pytest.mark.parametrize("asked_for", [{"email": "nobody.at.all@example.com"}, {"phone": "+4917000000001"}])
async def test_an_unknown_address_is_answered_alike(
    api: Api, platform: Platform, player: SignedInPlayer, asked_for: dict[str, str]
) -> None:
    known = await do(api, REQUEST_LOGIN_CODE, email=player.email)
    unknown = await do(api, REQUEST_LOGIN_CODE, **asked_for)
    assert known.keys() == unknown.keys()
    for left in (4, 3):
        for each in (known, unknown):
            refused = await do(api, LOGIN_WITH_CODE, challenge=each["challenge"], code="")
            assert (refused["code"], refused["attemptsLeft"]) == ("WRONG_CODE", left)
    rows = await platform.pool.fetch("select expires_at, created_at from messages where player_id is null")
    written = [row for row in rows if row["expires_at"] <= row["created_at"]]
    assert written, "as much was written for the unknown one, and it has expired"


async def test_what_cannot_be_an_address_is_named(api: Api) -> None:
    for given, path, problem in (
        ({}, "email", "ONE_OF_EMAIL_AND_PHONE"),
        ({"email": "a@b.example", "phone": "+4917000000001"}, "email", "ONE_OF_EMAIL_AND_PHONE"),
        ({"email": "nobody"}, "email", "MALFORMED"),
        ({"phone": "0170 1234567"}, "phone", "MALFORMED"),
        ({"phone": "+49" + "1" * 14}, "phone", "MALFORMED"),
        ({"email": "\x00@b.example"}, "email", "UNREADABLE_TEXT"),
    ):
        refused = await do(api, REQUEST_LOGIN_CODE, **given)
        assert (refused["code"], refused["fields"]) == ("INVALID_INPUT", [{"path": path, "code": problem}])
    refused = await do(api, LOGIN_WITH_CODE, challenge=str(uuid4()), code="\ud800")
    assert refused["code"] == "INVALID_INPUT"


async def test_an_address_gets_five_codes_an_hour_known_or_not(api: Api) -> None:
    for _ in range(5):
        assert "code" not in await do(api, REQUEST_LOGIN_CODE, email="Patient@example.com")
    refused = await do(api, REQUEST_LOGIN_CODE, email="patient@EXAMPLE.com")
    assert refused["code"] == "TOO_MANY_ATTEMPTS"
    assert 0 < refused["retryAfterSeconds"] <= 3600


async def test_strangers_who_ask_in_somebodys_name_keep_no_code_from_the_owner(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    here = (await api(LOGIN, sign_in(player.email)))["login"]["tokens"]["deviceToken"]
    while "challenge" in (answer := await do(api, REQUEST_LOGIN_CODE, email=player.email)):
        pass
    assert answer["code"] == "TOO_MANY_ATTEMPTS"

    device = {"X-Croupier-Device": here}
    asked = (await api(REQUEST_LOGIN_CODE, {"input": {"email": player.email}}, headers=device))["requestLoginCode"]
    assert asked["__typename"] == "RequestLoginCodeSuccess"
    for _ in range(3):
        await api(LOGIN, sign_in(player.email, "wrong password"))
    before = len(await codes_to(platform, player.email))
    locked = (await api(LOGIN, sign_in(player.email)))["login"]
    code, *rest = await codes_to(platform, player.email)
    assert (locked["__typename"], len(rest)) == ("AccountLocked", before)
    done = await do(api, COMPLETE_LOGIN, challenge=locked["challenge"], method="EMAIL_CODE", code=code)
    assert done["__typename"] == "CompleteLoginSuccess"


async def test_guesses_from_one_address_are_bounded(platform: Platform) -> None:
    transport = httpx.ASGITransport(build_app(platform), client=("192.0.2.77", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        codes = [(await do(Api(http), LOGIN_WITH_CODE, challenge=str(uuid4()), code="1"))["code"] for _ in range(101)]
    assert codes == ["CHALLENGE_EXPIRED"] * 100 + ["TOO_MANY_ATTEMPTS"]


async def test_a_challenge_runs_out(timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer) -> None:
    challenge, code = await code_for(timed, platform, player)
    clock.forward(timedelta(seconds=601))
    assert (await do(timed, LOGIN_WITH_CODE, challenge=challenge, code=code))["code"] == "CHALLENGE_EXPIRED"


async def test_the_second_factor_is_asked_for_still(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenge, code = await code_for(timed, platform, player)
    asked = await do(timed, LOGIN_WITH_CODE, challenge=challenge, code=code)
    assert (asked["code"], asked["methods"]) == ("SECOND_FACTOR_REQUIRED", ["TOTP", "RECOVERY_CODE"])

    for _ in range(3):
        await timed(LOGIN, sign_in(player.email, "wrong password"))
    challenge, code = await code_for(timed, platform, player)
    locked = await do(timed, LOGIN_WITH_CODE, challenge=challenge, code=code)
    assert (locked["code"], locked["methods"]) == ("ACCOUNT_LOCKED", ["TOTP", "RECOVERY_CODE"])
    done = await do(timed, COMPLETE_LOGIN, challenge=locked["challenge"], method="TOTP", code=phone.next_code())
    assert done["__typename"] == "CompleteLoginSuccess"


async def test_a_code_unlocks_an_account_without_a_second_factor(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    """It proves the e-mail address, which is what the lock asks for."""
    for _ in range(3):
        await api(LOGIN, sign_in(player.email, "wrong password"))
    assert await platform.pool.fetchval("select locked_at from players where id = $1", player.id)
    challenge, code = await code_for(api, platform, player)
    done = await do(api, LOGIN_WITH_CODE, challenge=challenge, code=code)
    assert done["__typename"] == "LoginWithCodeSuccess"
    assert await platform.pool.fetchval("select locked_at from players where id = $1", player.id) is None


async def test_terms_and_gates_hold_for_every_way_in(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute("update players set terms_version = 'old' where id = $1", player.id)
    challenge, code = await code_for(api, platform, player)
    refused = await do(api, LOGIN_WITH_CODE, challenge=challenge, code=code)
    assert (refused["code"], refused["termsVersion"]) == ("TERMS_CHANGED", GLI.terms_version)
    challenge, code = await code_for(api, platform, player)
    agreed = {"acceptedTermsVersion": GLI.terms_version}
    done = await do(api, LOGIN_WITH_CODE, challenge=challenge, code=code, **agreed)
    assert done["__typename"] == "LoginWithCodeSuccess"

    await platform.pool.execute("update player_gates set blocks = '{login:CLOSED}' where player_id = $1", player.id)
    challenge, code = await code_for(api, platform, player)
    refused = await do(api, LOGIN_WITH_CODE, challenge=challenge, code=code)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["CLOSED"])


async def test_a_jurisdiction_may_not_offer_it(
    platform: Platform, player: SignedInPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stricter = replace(GLI, sign_in=replace(GLI.sign_in, methods=("PASSWORD",)))
    monkeypatch.setattr(IdentityParts, "profile", stricter)
    transport = httpx.ASGITransport(build_app(platform), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        refused = await do(Api(http), REQUEST_LOGIN_CODE, email=player.email)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])
