"""Somebody, and a device of theirs."""

import pytest

from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.passkeys.documents import Passkeys
from tests.passkey_device import Device
from tests.running import SignedInPlayer


@pytest.fixture
def passkeys(api: Api, player: SignedInPlayer) -> Passkeys:
    return Passkeys(api, player)


@pytest.fixture
def device(player: SignedInPlayer) -> Device:
    return Device(player.id.bytes)


@pytest.fixture
async def registered(passkeys: Passkeys, device: Device) -> Device:
    assert (await passkeys.add(device))["__typename"] == "RegisterPasskeySuccess"
    return device
