"""Changing the e-mail address: proved by the new mailbox, taken back from the old one, telling nobody who is known."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.identity import LinkedMethod, LinkedMethodId, SignInMethod, Template
from tests.graphql_api.identity.account_documents import (
    CHANGE_EMAIL,
    REVERT_EMAIL_CHANGE,
    VERIFY_EMAIL_CHANGE,
    do,
    step_up,
)
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, ME, sign_in
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer, SignUp


def an_address() -> str:
    return f"new-{uuid4().hex[:12]}@example.com"


async def change(api: Api, platform: Platform, player: SignedInPlayer, to: str) -> None:
    await step_up(api, player)
    begun = await do(api, CHANGE_EMAIL, player, newEmail=to)
    (code, *_) = await codes_to(platform, to)
    changed = await do(api, VERIFY_EMAIL_CHANGE, player, challenge=begun["challenge"], code=code)
    assert changed["player"] == {"email": to}


async def revert_code(platform: Platform, address: str) -> str:
    (message, *_) = [each for each in await messages_to(platform, address) if each.template is Template.EMAIL_CHANGED]
    return message.facts["code"]


async def test_the_code_from_the_new_mailbox_changes_the_address(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    new = an_address()
    await change(api, platform, player, new)
    assert (await api(ME, by=player))["me"]["email"] == new
    assert (await api(LOGIN, sign_in(player.email)))["login"]["code"] == "INVALID_CREDENTIALS"
    assert (await api(LOGIN, sign_in(new)))["login"]["__typename"] == "LoginSuccess"


async def test_a_known_address_gets_the_same_answer_and_its_owner_a_message(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    owner = await sign_up()
    await step_up(api, player)
    decoy = await do(api, CHANGE_EMAIL, player, newEmail=owner.email)
    real = await do(api, CHANGE_EMAIL, player, newEmail=an_address())
    assert decoy.keys() == real.keys()
    assert (await messages_to(platform, owner.email))[0].template is Template.ALREADY_REGISTERED
    refused = await do(api, VERIFY_EMAIL_CHANGE, player, challenge=decoy["challenge"], code="000000")
    assert (refused["code"], refused["attemptsLeft"]) == ("WRONG_CODE", 4)


async def test_an_address_that_somebody_else_proved_meanwhile_is_out_of_reach(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    wanted = an_address()
    await step_up(api, player)
    begun = await do(api, CHANGE_EMAIL, player, newEmail=wanted)
    (code, *_) = await codes_to(platform, wanted)
    await sign_up(wanted)
    refused = await do(api, VERIFY_EMAIL_CHANGE, player, challenge=begun["challenge"], code=code)
    assert refused["code"] == "CHALLENGE_EXPIRED"
    assert (await api(ME, by=player))["me"]["email"] == player.email


async def test_a_challenge_is_its_players_alone_and_good_once(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    stranger, new = await sign_up(), an_address()
    await step_up(api, player)
    begun = await do(api, CHANGE_EMAIL, player, newEmail=new)
    (code, *_) = await codes_to(platform, new)
    answer = {"challenge": begun["challenge"], "code": code}
    assert (await do(api, VERIFY_EMAIL_CHANGE, stranger, **answer))["code"] == "CHALLENGE_EXPIRED"
    assert (await do(api, VERIFY_EMAIL_CHANGE, player, **answer))["player"] == {"email": new}
    assert (await do(api, VERIFY_EMAIL_CHANGE, player, **answer))["code"] == "CHALLENGE_EXPIRED"


async def test_the_old_mailbox_takes_the_change_back(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    new = an_address()
    await change(api, platform, player, new)
    code = await revert_code(platform, player.email)
    answers = await asyncio.gather(*(do(api, REVERT_EMAIL_CHANGE, code=code) for _ in range(50)))
    codes = sorted(answer.get("code", "") for answer in answers)
    assert codes == ["", *["CHALLENGE_EXPIRED"] * (len(answers) - 1)]

    assert (await api(ME, by=player))["me"] is None, "every session ended"
    assert (await api(LOGIN, sign_in(new)))["login"]["code"] == "INVALID_CREDENTIALS"
    locked = (await api(LOGIN, sign_in(player.email)))["login"]
    assert locked["code"] == "ACCOUNT_LOCKED", (
        "the password alone is not enough: whoever changed the address may know it"
    )
    for address in (player.email, new):
        templates = [message.template for message in await messages_to(platform, address)]
        assert Template.EMAIL_CHANGE_REVERTED in templates
    events = [
        row["event"]
        for row in await platform.pool.fetch("select event from access_log where player_id = $1", player.id)
    ]
    assert {"EMAIL_CHANGED", "EMAIL_CHANGE_REVERTED", "ACCOUNT_LOCKED"} <= set(events)


async def test_a_chain_of_changes_is_undone_from_its_first_address(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    second, third = an_address(), an_address()
    await change(api, platform, player, second)
    await change(api, platform, player, third)
    first_code, second_code = await revert_code(platform, player.email), await revert_code(platform, second)
    assert (await do(api, REVERT_EMAIL_CHANGE, code=first_code))["email"] == player.email
    assert (await do(api, REVERT_EMAIL_CHANGE, code=second_code))["code"] == "CHALLENGE_EXPIRED"


async def test_a_later_address_does_not_take_the_first_ones_way_back(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    second, third = an_address(), an_address()
    await change(api, platform, player, second)
    await change(api, platform, player, third)
    first_code, second_code = await revert_code(platform, player.email), await revert_code(platform, second)
    assert (await do(api, REVERT_EMAIL_CHANGE, code=second_code))["email"] == second
    assert (await do(api, REVERT_EMAIL_CHANGE, code=first_code))["email"] == player.email


async def test_ways_in_that_came_with_the_change_go_with_it(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    for name, ago in (("intruder", timedelta(hours=1)), ("owner", timedelta(days=30))):
        await link_telegram(platform, player, f"{name} of {player.id}", ago)
    await change(api, platform, player, an_address())
    await do(api, REVERT_EMAIL_CHANGE, code=await revert_code(platform, player.email))
    left = await platform.pool.fetch("select linked_at from linked_methods where player_id = $1", player.id)
    assert len(left) == 1, "the one of a month ago"


async def link_telegram(platform: Platform, player: SignedInPlayer, subject: str, ago: timedelta) -> None:
    async with platform.sessions() as session:
        now = platform.clock.now()
        method = LinkedMethod(
            LinkedMethodId(uuid4()), player.id, SignInMethod.TELEGRAM, subject, "Ann", linked_at=now - ago
        )
        await IdentityParts(platform).linked(session).add(method)
        await session.commit()


async def test_wrong_worn_out_and_unreadable_codes_take_nothing_back(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await change(api, platform, player, an_address())
    code = await revert_code(platform, player.email)
    wrong = code[:-6] + ("000000" if code[-6:] != "000000" else "111111")
    assert (await do(api, REVERT_EMAIL_CHANGE, code=wrong))["attemptsLeft"] == 4
    assert (await do(api, REVERT_EMAIL_CHANGE, code="what?"))["code"] == "CHALLENGE_EXPIRED"
    assert (await do(api, REVERT_EMAIL_CHANGE, code="a\x00b"))["fields"] == [
        {"path": "code", "code": "UNREADABLE_TEXT"}
    ]
    await platform.pool.execute("update challenges set expires_at = now() where player_id = $1", player.id)
    assert (await do(api, REVERT_EMAIL_CHANGE, code=code))["code"] == "CHALLENGE_EXPIRED"


async def test_the_way_back_is_open_for_seven_days(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await change(api, platform, player, an_address())
    days = await platform.pool.fetchval(
        "select expires_at - created_at from challenges where kind = 'EMAIL_REVERT' and player_id = $1", player.id
    )
    assert days.days == 7


@pytest.mark.clause(
    "GLI-19 2.5.2(e)", rule="an e-mail address changes after fresh proof", field="session.proof_seconds"
)
async def test_refusals_of_changing(api: Api, player: SignedInPlayer) -> None:
    new = an_address()
    assert (await do(api, CHANGE_EMAIL, newEmail=new))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, CHANGE_EMAIL, player, newEmail=new))["code"] == "STEP_UP_REQUIRED"
    await step_up(api, player)
    for bad, code in (("nonsense", "MALFORMED"), (player.email, "UNCHANGED")):
        assert (await do(api, CHANGE_EMAIL, player, newEmail=bad))["fields"] == [{"path": "newEmail", "code": code}]
    for _ in range(5):
        await do(api, CHANGE_EMAIL, player, newEmail=new)
    throttled = await do(api, CHANGE_EMAIL, player, newEmail=new)
    assert throttled["code"] == "TOO_MANY_ATTEMPTS"
    assert throttled["retryAfterSeconds"] > 0


async def test_refusals_of_verifying(api: Api, player: SignedInPlayer) -> None:
    given: dict[str, Any] = {"challenge": str(uuid4()), "code": "123456"}
    assert (await do(api, VERIFY_EMAIL_CHANGE, **given))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, VERIFY_EMAIL_CHANGE, player, **given))["code"] == "CHALLENGE_EXPIRED"
    unreadable = await do(api, VERIFY_EMAIL_CHANGE, player, challenge=given["challenge"], code="\ud800")
    assert unreadable["code"] == "INVALID_INPUT"
