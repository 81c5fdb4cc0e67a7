"""The phone number through the API: asked for, proved, changed, and never told to belong to somebody."""

import asyncio
import itertools
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from domain.identity.messages import Channel
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import ERROR, STEP_UP
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer, SignUp

FACTS = """
    ... on StepUpRequired { methods }
    ... on NotAllowed { reasons }
    ... on TooManyAttempts { retryAfterSeconds }
    ... on InvalidInput { fields { path code } }
"""
REQUEST = f"""
mutation ($input: RequestPhoneCodeInput!) {{ requestPhoneCode(input: $input) {{
    __typename {ERROR} {FACTS} ... on RequestPhoneCodeSuccess {{ challenge expiresAt }} }} }}"""
CHANGE = f"""
mutation ($input: ChangePhoneInput!) {{ changePhone(input: $input) {{
    __typename {ERROR} {FACTS}
    ... on ChangePhoneSuccess {{ challenge expiresAt }} }} }}"""
VERIFY = f"""
mutation ($input: VerifyPhoneInput!) {{ verifyPhone(input: $input) {{
    __typename {ERROR} ... on WrongCode {{ attemptsLeft }}
    ... on VerifyPhoneSuccess {{ player {{ phone phoneVerified emailVerified }} }} }} }}"""
NOBODYS = "00000000-0000-4000-8000-000000000000"
_numbers = itertools.count(1_000)


def a_number() -> str:
    return f"+49151000{next(_numbers)}"


async def prove_to_be_there(api: Api, player: SignedInPlayer) -> None:
    proof = {"input": {"method": "PASSWORD", "password": player.password}}
    assert (await api(STEP_UP, proof, by=player))["stepUp"]["__typename"] == "StepUpSuccess"


async def asked(api: Api, player: SignedInPlayer, phone: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await api(REQUEST, {"input": {"phone": phone}}, by=player))["requestPhoneCode"]
    return answer


async def change_asked(api: Api, player: SignedInPlayer, phone: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await api(CHANGE, {"input": {"newPhone": phone}}, by=player))["changePhone"]
    return answer


async def verified(api: Api, player: SignedInPlayer, challenge: str, code: str) -> dict[str, Any]:
    named = {"input": {"challenge": challenge, "code": code}}
    answer: dict[str, Any] = (await api(VERIFY, named, by=player))["verifyPhone"]
    return answer


async def with_phone(api: Api, platform: Platform, player: SignedInPlayer) -> str:
    """Proves a number for this player."""
    phone = a_number()
    await prove_to_be_there(api, player)
    challenge = (await asked(api, player, phone))["challenge"]
    code, *_ = await codes_to(platform, phone)
    assert (await verified(api, player, challenge, code))["__typename"] == "VerifyPhoneSuccess"
    return phone


async def test_a_number_is_the_accounts_once_its_code_came_back(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await prove_to_be_there(api, player)
    phone = a_number()
    sent = await asked(api, player, f"{phone[:3]} ({phone[3:6]}) {phone[6:9]}-{phone[9:]}")
    me = "{ me { phone phoneVerified emailVerified } }"
    assert (await api(me, by=player))["me"] == {"phone": None, "phoneVerified": False, "emailVerified": True}

    (message,) = await messages_to(platform, phone)
    assert (message.channel, message.template.name) == (Channel.SMS, "CONFIRMATION_CODE")
    answer = await verified(api, player, sent["challenge"], message.facts["code"])
    assert answer["player"] == {"phone": phone, "phoneVerified": True, "emailVerified": True}
    assert (await verified(api, player, sent["challenge"], message.facts["code"]))["code"] == "CHALLENGE_EXPIRED"

    newest, *_ = await messages_to(platform, player.email)
    assert newest.template.name == "PHONE_CHANGED"
    events = await platform.pool.fetch("select event from access_log where player_id = $1", player.id)
    assert "PHONE_CHANGED" in {row["event"] for row in events}


async def test_a_number_needs_fresh_proof(api: Api, player: SignedInPlayer) -> None:
    refused = await asked(api, player, a_number())
    assert (refused["code"], refused["methods"]) == ("STEP_UP_REQUIRED", ["PASSWORD"])
    refused = await change_asked(api, player, a_number())
    assert (refused["code"], refused["methods"]) == ("STEP_UP_REQUIRED", ["PASSWORD"])


async def test_changing_it_tells_the_old_number_and_the_e_mail_address(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    old, new = await with_phone(api, platform, player), a_number()
    refused = await asked(api, player, new)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["PHONE_ON_FILE"])
    unchanged = await change_asked(api, player, old)
    assert unchanged["fields"] == [{"path": "newPhone", "code": "UNCHANGED"}]

    challenge = (await change_asked(api, player, new))["challenge"]
    assert (await api("{ me { phone } }", by=player))["me"]["phone"] == old
    (code,) = await codes_to(platform, new)
    assert (await verified(api, player, challenge, code))["player"]["phone"] == new
    for place in (old, player.email):
        newest, *_ = await messages_to(platform, place)
        assert newest.template.name == "PHONE_CHANGED"


async def test_a_number_of_another_account_looks_like_any_other_and_is_never_verified(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    taken = await with_phone(api, platform, player)
    codes = await codes_to(platform, taken)
    other = await sign_up()
    await prove_to_be_there(api, other)
    decoy, genuine = await asked(api, other, taken), await asked(api, other, a_number())
    assert decoy.keys() == genuine.keys()
    assert decoy["__typename"] == genuine["__typename"] == "RequestPhoneCodeSuccess"
    assert await codes_to(platform, taken) == codes
    newest, *_ = await messages_to(platform, taken)
    assert newest.template.name == "ALREADY_REGISTERED"
    for left in reversed(range(5)):
        answers = [await verified(api, other, each["challenge"], "00000x") for each in (decoy, genuine)]
        assert answers[0] == answers[1]
        assert (answers[0]["code"], answers[0]["attemptsLeft"]) == ("WRONG_CODE", left)
    assert (await verified(api, other, decoy["challenge"], "00000x"))["code"] == "CHALLENGE_EXPIRED"


async def test_of_two_accounts_that_prove_one_number_at_once_one_has_it(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    other, phone = await sign_up(), a_number()
    challenges = []
    for each in (player, other):
        await prove_to_be_there(api, each)
        challenges.append((await asked(api, each, phone))["challenge"])
    newest, first = await codes_to(platform, phone)
    answers = await asyncio.gather(
        verified(api, player, challenges[0], first), verified(api, other, challenges[1], newest)
    )
    assert sorted(answer["__typename"] for answer in answers) == ["ChallengeExpired", "VerifyPhoneSuccess"]


async def test_somebody_elses_challenge_has_expired(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    await prove_to_be_there(api, player)
    phone = a_number()
    challenge = (await asked(api, player, phone))["challenge"]
    (code,) = await codes_to(platform, phone)
    assert (await verified(api, await sign_up(), challenge, code))["code"] == "CHALLENGE_EXPIRED"
    assert (await verified(api, player, NOBODYS, code))["code"] == "CHALLENGE_EXPIRED"
    assert (await verified(api, player, "no challenge", code))["code"] == "CHALLENGE_EXPIRED"
    assert (await verified(api, player, challenge, code))["__typename"] == "VerifyPhoneSuccess"


@pytest.mark.parametrize("phone", ["", "0151 2345678", "+0 123456789", "+49", "+491234567890123456", "+49abc1234567"])
async def test_what_is_no_number_is_refused(api: Api, player: SignedInPlayer, phone: str) -> None:
    assert (await asked(api, player, phone))["fields"] == [{"path": "phone", "code": "MALFORMED"}]
    assert (await change_asked(api, player, phone))["fields"] == [{"path": "newPhone", "code": "MALFORMED"}]


async def test_one_number_gets_so_many_codes(api: Api, player: SignedInPlayer, sign_up: SignUp) -> None:
    phone = a_number()
    other = await sign_up()
    for each in (player, other):
        await prove_to_be_there(api, each)
    for _ in range(3):
        assert "challenge" in await asked(api, player, phone)
    for _ in range(2):
        assert "challenge" in await change_asked(api, other, phone)
    for refused in (await asked(api, player, phone), await change_asked(api, other, phone)):
        assert refused["code"] == "TOO_MANY_ATTEMPTS"
        assert refused["retryAfterSeconds"] > 0


async def test_where_no_sms_can_be_sent_nobody_waits_for_one(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await prove_to_be_there(api, player)
    settings = platform.settings.model_copy(update={"env": "production"})
    transport = httpx.ASGITransport(build_app(replace(platform, settings=settings)), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        production = Api(http)
        assert (await asked(production, player, a_number()))["reasons"] == ["METHOD_NOT_OFFERED"]
        assert (await change_asked(production, player, a_number()))["reasons"] == ["METHOD_NOT_OFFERED"]


async def test_nobody_who_is_signed_out_has_a_number(api: Api) -> None:
    assert (await api(REQUEST, {"input": {"phone": a_number()}}))["requestPhoneCode"]["code"] == "NOT_SIGNED_IN"
    assert (await api(CHANGE, {"input": {"newPhone": a_number()}}))["changePhone"]["code"] == "NOT_SIGNED_IN"
    named = {"input": {"challenge": NOBODYS, "code": "1"}}
    assert (await api(VERIFY, named))["verifyPhone"]["code"] == "NOT_SIGNED_IN"


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
async def test_hostile_text_is_an_answer(api: Api, player: SignedInPlayer, text: str) -> None:
    assert (await asked(api, player, text))["code"] == "INVALID_INPUT"
    assert (await change_asked(api, player, text))["code"] == "INVALID_INPUT"
    assert (await verified(api, player, text, text))["code"] in ("INVALID_INPUT", "CHALLENGE_EXPIRED")
