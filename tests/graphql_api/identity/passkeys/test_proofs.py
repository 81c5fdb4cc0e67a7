"""Passkeys of somebody who is signed in: a step-up, and the key to a session that lay idle."""

import json

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.passkeys.documents import Passkeys
from tests.passkey_device import Device
from tests.running import SignUp


async def test_a_passkey_is_a_step_up(passkeys: Passkeys, device: Device) -> None:
    assert (await passkeys.begin_proof())["reasons"] == ["NO_PASSKEY"]
    await passkeys.add(device)
    begun = await passkeys.begin_proof()
    assert len(json.loads(begun["options"])["allowCredentials"]) == 1
    signed = device.get(begun["options"])
    assert (await passkeys.step_up(signed))["__typename"] == "StepUpSuccess"
    assert (await passkeys.step_up(signed))["code"] == "CHALLENGE_EXPIRED"


async def test_a_passkey_opens_a_session_that_lay_idle(
    passkeys: Passkeys, registered: Device, platform: Platform
) -> None:
    await platform.pool.execute(
        "update sessions set locked_at = now() where id = $1", passkeys.player.viewer.session_id
    )
    platform.identity.activity.unlocked(passkeys.player.viewer.session_id)  # this process forgets what it knew
    assert (await passkeys.begin())["reasons"] == ["SESSION_LOCKED"]
    begun = await passkeys.begin_proof()
    assert (await passkeys.unlock(registered.get(begun["options"])))["__typename"] == "UnlockSessionSuccess"
    assert (await passkeys.begin())["__typename"] == "BeginPasskeyRegistrationSuccess"


async def test_another_players_passkey_is_no_step_up(
    api: Api, passkeys: Passkeys, registered: Device, sign_up: SignUp
) -> None:
    other = Passkeys(api, await sign_up())
    theirs = Device(other.player.id.bytes)
    await other.add(theirs)
    begun = await passkeys.begin_proof()
    assert (await passkeys.step_up(theirs.get(begun["options"])))["reason"] == "UNKNOWN_KEY"
    begun = await other.begin_proof()
    assert (await passkeys.step_up(registered.get(begun["options"])))["code"] == "CHALLENGE_EXPIRED"
    begun = await passkeys.begin_login()
    assert (await passkeys.step_up(registered.get(begun["options"])))["code"] == "CHALLENGE_EXPIRED"
    assert (await passkeys.step_up("{}"))["reason"] == "MALFORMED"
    foreign = json.dumps({"challenge": "AAAA"})
    assert (await passkeys.step_up(registered.get(foreign)))["reason"] == "WRONG_CHALLENGE"
