"""Passkeys: how many, how often, what they are called, and where they are not offered."""

from collections.abc import Callable

import pytest

from domain.jurisdiction import ThrottleRule
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.passkeys.documents import Passkeys
from tests.passkey_device import Device
from tests.running import SignedInPlayer


async def test_an_account_has_room_for_so_many(
    passkeys: Passkeys, registered: Device, rules: Callable[..., None]
) -> None:
    begun = await passkeys.begin()
    rules(linked_methods=1)
    assert (await passkeys.begin())["reasons"] == ["TOO_MANY_METHODS"]
    other = Device(b"another device")
    refused = await passkeys.register(begun["challenge"], other.create(begun["options"]))
    assert refused["reasons"] == ["TOO_MANY_METHODS"]


async def test_where_passkeys_are_not_offered(
    passkeys: Passkeys, registered: Device, rules: Callable[..., None]
) -> None:
    begun = await passkeys.begin_login()
    rules(methods=("PASSWORD",))
    assert (await passkeys.begin())["reasons"] == ["METHOD_NOT_OFFERED"]
    assert (await passkeys.begin_login())["reasons"] == ["METHOD_NOT_OFFERED"]
    refused = await passkeys.answer(begun["challenge"], registered.get(begun["options"]))
    assert refused["reasons"] == ["METHOD_NOT_OFFERED"]


async def test_who_begins_or_fails_too_often_has_to_wait(
    elsewhere: Api, player: SignedInPlayer, rules: Callable[..., None]
) -> None:
    passkeys = Passkeys(elsewhere, player)
    begun = await passkeys.begin_login()
    rules(per_address=ThrottleRule(burst=1, seconds=3_600))
    outcomes = [(await passkeys.begin_login())["__typename"] for _ in range(3)]
    assert outcomes[-1] == "TooManyAttempts"
    outcomes = [(await passkeys.answer(begun["challenge"], "{}"))["__typename"] for _ in range(3)]
    assert outcomes[-1] == "TooManyAttempts"


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
async def test_hostile_text_is_named(passkeys: Passkeys, text: str) -> None:
    begun = await passkeys.begin_login()
    assert (await passkeys.answer(begun["challenge"], text))["fields"][0]["path"] == "credential"
    assert (await passkeys.register(text, "{}"))["code"] == "INVALID_INPUT"


@pytest.mark.parametrize(("name", "problem"), [("", "REQUIRED"), (" \t", "REQUIRED"), ("x" * 61, "TOO_LONG")])
async def test_a_passkey_has_a_name(passkeys: Passkeys, device: Device, name: str, problem: str) -> None:
    await passkeys.prove()
    begun = await passkeys.begin()
    made = device.create(begun["options"])
    refused = await passkeys.register(begun["challenge"], made, name)
    assert refused["fields"] == [{"path": "name", "code": problem}]
    assert (await passkeys.register(begun["challenge"], made))["__typename"] == "RegisterPasskeySuccess"
