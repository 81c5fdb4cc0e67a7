"""Passkeys: from a device to a session, and everything that does not lead there."""

import asyncio
import json
from collections import Counter
from dataclasses import replace

import pytest

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.passkeys.documents import (
    BEGIN_PROOF,
    BEGIN_REGISTRATION,
    REGISTER_PASSKEY,
    Passkeys,
)
from tests.messages import messages_to
from tests.passkey_device import Device, tampered
from tests.running import SignUp


async def test_a_passkey_opens_a_session_without_a_second_factor(
    passkeys: Passkeys, device: Device, platform: Platform
) -> None:
    added = await passkeys.add(device)
    assert added["player"]["email"] == passkeys.player.email
    (told, *_) = await messages_to(platform, passkeys.player.email)
    assert (told.template.value, told.facts) == ("SIGN_IN_METHOD_LINKED", {"method": "PASSKEY"})
    opened = await passkeys.login(device)
    assert opened["player"]["email"] == passkeys.player.email
    assert opened["tokens"]["accessToken"]
    method = await platform.pool.fetchval(
        "select method from sessions where player_id = $1 order by started_at desc, id desc limit 1", passkeys.player.id
    )
    assert method == "PASSKEY"


async def test_a_device_without_a_counter_and_one_with_both_come_back(passkeys: Passkeys, registered: Device) -> None:
    for _ in range(2):
        assert (await passkeys.login(registered))["__typename"] == "LoginWithPasskeySuccess"
    registered.counter = 5
    for _ in range(2):
        assert (await passkeys.login(registered))["__typename"] == "LoginWithPasskeySuccess"


async def test_what_a_device_is_asked_names_its_user_at_registration_alone(passkeys: Passkeys, device: Device) -> None:
    await passkeys.prove()
    begun = await passkeys.begin()
    asked = json.loads(begun["options"])
    assert asked["user"]["name"] == passkeys.player.email
    assert not json.loads((await passkeys.begin_login())["options"]).get("allowCredentials")
    await passkeys.register(begun["challenge"], device.create(begun["options"]))
    known = json.loads((await passkeys.begin())["options"])["excludeCredentials"]
    assert len(known) == 1, "the same device makes no second one"


async def test_registering_needs_a_session_and_fresh_proof(api: Api, passkeys: Passkeys) -> None:
    assert (await passkeys.begin())["code"] == "STEP_UP_REQUIRED"
    given = {"input": {"challenge": "x", "credential": "{}", "name": "x"}}
    assert (await api(BEGIN_REGISTRATION, {"input": {}}))["beginPasskeyRegistration"]["code"] == "NOT_SIGNED_IN"
    assert (await api(REGISTER_PASSKEY, given))["registerPasskey"]["code"] == "NOT_SIGNED_IN"
    assert (await api(BEGIN_PROOF, {"input": {}}))["beginPasskeyProof"]["code"] == "NOT_SIGNED_IN"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"origin": "https://casino.example.evil"}, "WRONG_ORIGIN"),
        ({"domain": "casino.example"}, "WRONG_DOMAIN"),
        ({"verifies": False}, "NOT_VERIFIED"),
        ({"counter": 3}, "COUNTER_REPLAYED"),
        ({"owner": "c29tZWJvZHkgZWxzZQ"}, "UNKNOWN_KEY"),
        ({"key_id": b"a key that nobody registered"}, "UNKNOWN_KEY"),
    ],
    ids=["origin", "domain", "unverified", "counter", "owner", "key"],
)
async def test_an_assertion_is_refused_by_name(
    passkeys: Passkeys, device: Device, wrong: dict[str, object], reason: str
) -> None:
    device.counter = 7
    await passkeys.add(device)
    refused = await passkeys.login(replace(device, **wrong))  # type: ignore[arg-type]
    assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", reason)
    assert (await passkeys.login(device))["__typename"] == "LoginWithPasskeySuccess"


async def test_what_was_signed_for_something_else_is_refused(passkeys: Passkeys, registered: Device) -> None:
    one, other = await passkeys.begin_login(), await passkeys.begin_login()
    refused = await passkeys.answer(one["challenge"], registered.get(other["options"]))
    assert refused["reason"] == "WRONG_CHALLENGE"
    begun = await passkeys.begin_login()
    assert (await passkeys.answer(begun["challenge"], tampered(registered.get(begun["options"]))))[
        "reason"
    ] == "BAD_SIGNATURE"
    begun = await passkeys.begin_login()
    assert (await passkeys.answer(begun["challenge"], "{}"))["reason"] == "MALFORMED"


async def test_a_registration_is_refused_by_name(passkeys: Passkeys, device: Device) -> None:
    await passkeys.prove()
    for wrong, reason in (
        ({"origin": "https://evil.example"}, "WRONG_ORIGIN"),
        ({"domain": "evil.example"}, "WRONG_DOMAIN"),
        ({"verifies": False}, "NOT_VERIFIED"),
    ):
        begun = await passkeys.begin()
        refused = await passkeys.register(begun["challenge"], replace(device, **wrong).create(begun["options"]))
        assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", reason)
    one, other = await passkeys.begin(), await passkeys.begin()
    refused = await passkeys.register(one["challenge"], device.create(other["options"]))
    assert refused["reason"] == "WRONG_CHALLENGE"


async def test_a_challenge_takes_one_answer_from_whoever_began_it(
    api: Api, passkeys: Passkeys, device: Device, sign_up: SignUp
) -> None:
    stranger = Passkeys(api, await sign_up())
    await passkeys.prove()
    begun = await passkeys.begin()
    made = device.create(begun["options"])
    assert (await stranger.register(begun["challenge"], made))["code"] == "CHALLENGE_EXPIRED"
    assert (await passkeys.register(begun["challenge"], made))["__typename"] == "RegisterPasskeySuccess"
    assert (await passkeys.register(begun["challenge"], made))["code"] == "CHALLENGE_EXPIRED"
    begun = await passkeys.begin_login()
    signed = device.get(begun["options"])
    assert (await passkeys.answer(begun["challenge"], signed))["__typename"] == "LoginWithPasskeySuccess"
    for challenge in (begun["challenge"], str(device.key_id), "", "00000000-0000-4000-8000-000000000000"):
        assert (await passkeys.answer(challenge, signed))["code"] == "CHALLENGE_EXPIRED"


async def test_a_challenge_runs_out(passkeys: Passkeys, registered: Device, platform: Platform) -> None:
    begun = await passkeys.begin_login()
    await platform.pool.execute("update challenges set expires_at = created_at where id = $1::uuid", begun["challenge"])
    refused = await passkeys.answer(begun["challenge"], registered.get(begun["options"]))
    assert refused["code"] == "CHALLENGE_EXPIRED"


async def test_of_fifty_answers_at_once_one_opens_a_session(passkeys: Passkeys, registered: Device) -> None:
    begun = await passkeys.begin_login()
    signed = registered.get(begun["options"])
    answers = await asyncio.gather(*(passkeys.answer(begun["challenge"], signed) for _ in range(50)))
    assert Counter(answer["__typename"] for answer in answers) == {"LoginWithPasskeySuccess": 1, "ChallengeExpired": 49}


async def test_of_fifty_registrations_at_once_one_is_linked(passkeys: Passkeys, device: Device) -> None:
    await passkeys.prove()
    begun = await passkeys.begin()
    made = device.create(begun["options"])
    answers = await asyncio.gather(*(passkeys.register(begun["challenge"], made) for _ in range(50)))
    assert Counter(answer["__typename"] for answer in answers) == {"RegisterPasskeySuccess": 1, "ChallengeExpired": 49}


async def test_a_copied_key_is_noticed_by_its_counter(passkeys: Passkeys, device: Device) -> None:
    device.counter = 1
    await passkeys.add(device)
    copy = replace(device)
    assert (await passkeys.login(device))["__typename"] == "LoginWithPasskeySuccess"
    assert (await passkeys.login(copy))["reason"] == "COUNTER_REPLAYED"


async def test_a_key_belongs_to_one_account(api: Api, passkeys: Passkeys, registered: Device, sign_up: SignUp) -> None:
    other = Passkeys(api, await sign_up())
    assert (await other.add(registered))["code"] == "SIGN_IN_METHOD_TAKEN"


async def test_reception_has_the_last_word(passkeys: Passkeys, registered: Device, platform: Platform) -> None:
    await platform.pool.execute("update players set terms_version = 'old' where id = $1", passkeys.player.id)
    changed = await passkeys.login(registered)
    assert changed["code"] == "TERMS_CHANGED"
    accepted = await passkeys.login(registered, acceptedTermsVersion=changed["termsVersion"])
    assert accepted["__typename"] == "LoginWithPasskeySuccess"
    await platform.pool.execute(
        "update player_gates set blocks = '{login:CLOSED}' where player_id = $1", passkeys.player.id
    )
    assert (await passkeys.login(registered))["reasons"] == ["CLOSED"]


async def test_a_locked_account_is_unlocked_by_its_passkey(
    passkeys: Passkeys, registered: Device, platform: Platform
) -> None:
    await platform.pool.execute("update players set locked_at = now() where id = $1", passkeys.player.id)
    assert (await passkeys.login(registered))["__typename"] == "LoginWithPasskeySuccess"
    assert await platform.pool.fetchval("select locked_at from players where id = $1", passkeys.player.id) is None
