"""What stands before a new account: the bot check, limits, weak passwords, and one account per person."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from app.adapters.bot_checks.proof_of_work import ProofOfWork, ProofOfWorkCheck, solved
from app.composition import open_platform
from app.platform import Platform
from app.settings import Settings
from domain.jurisdiction import GLI
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL, registration, sign_in
from tests.messages import codes_to, messages_to
from tests.running import settings_for_tests

BOT_CHECK = "{ botCheck { kind siteKey challenge expiresAt } }"
ANN: dict[str, Any] = {"firstName": "Ánn-Marie", "lastName": "O'Neill", "birthDate": "1990-05-04"}
SAME_ANN: dict[str, Any] = {"firstName": " ann marie ", "lastName": "ONEILL", "birthDate": "1990-05-04"}


@pytest.fixture(scope="module")
async def platform(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Platform]:
    """As a start without any setting: every registration shows a proof of work, of few tries here."""
    async with open_platform(settings_for_tests(tmp_path_factory.mktemp("data")), postgres_url) as opened:
        work = ProofOfWork(opened.secrets.data, opened.random, fewest=1, most=20)
        identity = replace(opened.identity, bot_checks=lambda spent: ProofOfWorkCheck(work, spent))
        yield replace(opened, identity=identity)


async def register(api: Api, email: str, headers: dict[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    """With a fresh proof, unless ``botCheck`` is among the fields."""
    if "botCheck" not in fields:
        fields["botCheck"] = solved((await api(BOT_CHECK))["botCheck"]["challenge"])
    answer: dict[str, Any] = (await api(REGISTER, registration(email, **fields), headers=headers))["register"]
    return answer


async def verify(api: Api, platform: Platform, email: str, challenge: str) -> dict[str, Any]:
    code, *_ = await codes_to(platform, email)
    proof = {"input": {"challenge": challenge, "code": code}}
    answer: dict[str, Any] = (await api(VERIFY_EMAIL, proof))["verifyEmail"]
    return answer


async def test_a_bot_check_is_offered_afresh_each_time(api: Api) -> None:
    first, second = [(await api(BOT_CHECK))["botCheck"] for _ in range(2)]
    assert (first["kind"], first["siteKey"]) == ("PROOF_OF_WORK", None)
    assert first["expiresAt"].endswith("Z")
    assert json.loads(first["challenge"])["parameters"]["algorithm"] == "PBKDF2/SHA-256"
    assert first["challenge"] != second["challenge"]


@pytest.mark.parametrize("answer", [None, "", "bnVsbA==", "\x00", "x" * 20_000])
async def test_who_solved_nothing_is_turned_away(api: Api, platform: Platform, answer: str | None) -> None:
    refused = await register(api, "robot@example.com", botCheck=answer)
    assert refused["code"] in ("BOT_CHECK_FAILED", "INVALID_INPUT")
    assert await messages_to(platform, "robot@example.com") == []


async def test_the_default_is_a_proof_of_work() -> None:
    assert Settings(env="development").bot_check == "proof_of_work"


async def test_a_proof_is_good_for_one_registration_however_many_try_at_once(api: Api) -> None:
    proof = solved((await api(BOT_CHECK))["botCheck"]["challenge"])
    answers = await asyncio.gather(
        *(register(api, f"crowd{number}@example.com", botCheck=proof) for number in range(20))
    )
    assert sorted(answer["__typename"] for answer in answers) == ["BotCheckFailed"] * 19 + ["RegisterSuccess"]


@pytest.mark.parametrize("password", ["password1", "Guard.Person1", "aaaaaaaaaa", "qwertyuiop"])
async def test_passwords_that_are_tried_first_are_refused(api: Api, password: str) -> None:
    refused = await register(api, "guard.person@example.com", password=password)
    assert [(field["path"], field["code"]) for field in refused["fields"]] == [("password", "TOO_COMMON")]


async def test_one_device_registers_so_many(api: Api) -> None:
    device = {"X-Croupier-Device": "ab" * 24}
    for number in range(GLI.registration.per_device.burst):
        answer = await register(api, f"device{number}@example.com", device)
        assert answer["__typename"] == "RegisterSuccess"
    assert (await register(api, "device9@example.com", device))["code"] == "TOO_MANY_ATTEMPTS"


async def test_a_ticket_that_is_none_has_expired(api: Api) -> None:
    for ticket in ("00000000-0000-4000-8000-000000000000", "no ticket"):
        assert (await register(api, "ticket@example.com", ticket=ticket))["code"] == "CHALLENGE_EXPIRED"


async def test_without_a_ticket_a_password_is_needed(api: Api) -> None:
    refused = await register(api, "ticket@example.com", password=None)
    assert [(field["path"], field["code"]) for field in refused["fields"]] == [("password", "REQUIRED")]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("firstName", "x" * 201, "TOO_LONG"),
        ("lastName", "a\nb", "UNREADABLE_TEXT"),
        ("address", "\x00", "UNREADABLE_TEXT"),
        ("city", "\ud800", "UNREADABLE_TEXT"),
        ("postalCode", "x" * 201, "TOO_LONG"),
        ("language", "xx", "UNKNOWN_LANGUAGE"),
    ],
)
async def test_details_that_cannot_be_are_refused_by_name(api: Api, field: str, text: str, code: str) -> None:
    fields: dict[str, Any] = {field: text}
    refused = await register(api, "details@example.com", **fields)
    assert [(each["path"], each["code"]) for each in refused["fields"]] == [(field, code)]


async def test_what_was_told_at_registration_stands_in_the_profile(api: Api, platform: Platform) -> None:
    told: dict[str, Any] = {
        "firstName": "Ben",
        "lastName": " Ode ",
        "address": "1 Quay",
        "city": "Kiel",
        "postalCode": "24103",
    }
    asked = await register(api, "ben@example.com", **told, language="de")
    (message,) = await messages_to(platform, "ben@example.com")
    assert message.language == "de"
    await verify(api, platform, "ben@example.com", asked["challenge"])
    token = (await api(LOGIN, sign_in("ben@example.com")))["login"]["tokens"]["accessToken"]
    profile = "firstName lastName address city postalCode country birthDate"
    me = await api(f"{{ me {{ language profile {{ {profile} }} }} }}", headers={"Authorization": f"Bearer {token}"})
    assert me["me"]["profile"] == {**told, "lastName": "Ode", "country": "DE", "birthDate": "1990-05-04"}
    assert me["me"]["language"] == "de"


@pytest.mark.clause("GLI-19 2.5.2(d)", rule="one active account per person, and nobody learns of it", field="")
async def test_a_person_who_has_an_account_gets_the_same_answers_and_no_second_one(
    api: Api, platform: Platform
) -> None:
    answers = []
    for email, details in (("ann@example.com", ANN), ("ann.again@example.com", SAME_ANN)):
        asked = await register(api, email, **details)
        answers.append(await verify(api, platform, email, asked["challenge"]))
    assert [answer["__typename"] for answer in answers] == ["VerifyEmailSuccess"] * 2
    assert (await api(LOGIN, sign_in("ann@example.com")))["login"]["__typename"] == "LoginSuccess"
    assert (await api(LOGIN, sign_in("ann.again@example.com")))["login"]["code"] == "INVALID_CREDENTIALS"
    newest, *_ = await messages_to(platform, "ann.again@example.com")
    assert newest.template.name == "ALREADY_REGISTERED"
    elder = await register(api, "elder@example.com", **{**SAME_ANN, "birthDate": "1960-05-04"})
    await verify(api, platform, "elder@example.com", elder["challenge"])
    assert (await api(LOGIN, sign_in("elder@example.com")))["login"]["__typename"] == "LoginSuccess"


async def test_one_person_at_many_addresses_at_once_becomes_one_player(api: Api, platform: Platform) -> None:
    emails = [f"twin{number}@example.com" for number in range(10)]
    details: dict[str, Any] = {"firstName": "Twin", "lastName": "Peak"}
    asked = [await register(api, email, **details) for email in emails]
    await asyncio.gather(
        *(verify(api, platform, email, each["challenge"]) for email, each in zip(emails, asked, strict=True))
    )
    signed_in = [(await api(LOGIN, sign_in(email)))["login"]["__typename"] for email in emails]
    assert sorted(signed_in) == ["InvalidCredentials"] * 9 + ["LoginSuccess"]


async def test_one_network_address_asks_so_often(api: Api) -> None:
    """Last: nobody else registers from here for a while."""
    for _ in range(GLI.registration.per_address.burst):
        refused = await register(api, "flood@example.com", botCheck="x")
        if refused["code"] == "TOO_MANY_ATTEMPTS":
            break
    refused = await register(api, "flood@example.com", botCheck="x")
    assert refused["code"] == "TOO_MANY_ATTEMPTS"
