"""Linking ways to sign in, and unlinking them but for the last."""

import asyncio
from typing import Any

import pytest

from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.identity import LinkedMethod, LinkedMethodId, SignInMethod
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.outside_documents import (
    METHODS,
    begin,
    by_telegram,
    ethereum_proof,
    link,
    link_telegram,
    prove_fresh,
    ton_proof,
    unlink,
)
from tests.messages import messages_to
from tests.outside_proofs import a_telegram_id, an_ethereum_wallet, init_data, widget
from tests.running import SignedInPlayer, SignUp
from tests.ton_wallet import a_ton_wallet


async def methods_of(api: Api, player: SignedInPlayer) -> list[Any]:
    return list((await api(METHODS, by=player))["me"]["signInMethods"])


async def forget_password(platform: Platform, player: SignedInPlayer) -> None:
    """As for somebody who registered by another way in."""
    await platform.pool.execute("delete from player_credentials where player_id = $1", player.id)


async def add(platform: Platform, player: SignedInPlayer, method: SignInMethod) -> None:
    """As the mutations of this method would."""
    now, id_ = platform.clock.now(), LinkedMethodId(platform.ids.new())
    async with platform.sessions() as session:
        linked = LinkedMethod(id_, player.id, method, f"subject {id_}", "My laptop", now, public_key=b"key")
        await IdentityParts(platform).linked(session).add(linked)
        await session.commit()


async def test_links_each_kind_and_shows_them(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    assert await methods_of(api, player) == []
    await prove_fresh(platform, player)
    first, second, wallet, ton = a_telegram_id(), a_telegram_id(), an_ethereum_wallet(), a_ton_wallet(901)
    await link(api, player, telegramInitData=init_data(platform, first))
    await link(api, player, telegramWidget=widget(platform, second))
    await link(api, player, wallet=await ethereum_proof(api, wallet))
    last = await link(api, player, wallet=await ton_proof(api, platform, ton))

    shown = await methods_of(api, player)
    assert shown == last["player"]["signInMethods"]
    assert [each["method"] for each in shown] == ["TELEGRAM", "TELEGRAM", "ETHEREUM", "TON"]
    assert shown[0]["label"] == f"@test{first}"
    assert shown[2]["label"] == wallet.address
    assert shown[3]["label"].startswith("UQ")
    assert {each["lastUsedAt"] for each in shown} == {None}
    told = [message.facts for message in await messages_to(platform, player.email) if "method" in message.facts]
    assert [facts["method"] for facts in told] == ["TON", "ETHEREUM", "TELEGRAM", "TELEGRAM"]
    events = await platform.pool.fetch("select event from access_log where player_id = $1 order by id", player.id)
    assert [row["event"] for row in events].count("METHOD_LINKED") == 4

    await by_telegram(api, init_data(platform, first))
    used = await methods_of(api, player)
    assert used[0]["lastUsedAt"] is not None
    assert used[1]["lastUsedAt"] is None


async def test_unlinks(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    who = a_telegram_id()
    await prove_fresh(platform, player)
    linked = await link_telegram(api, platform, player, who)
    answer = await unlink(api, player, linked["id"])
    assert answer == {
        "__typename": "UnlinkSignInMethodSuccess",
        "methodId": linked["id"],
        "player": {"signInMethods": []},
    }
    assert (await by_telegram(api, init_data(platform, who)))["code"] == "REGISTRATION_REQUIRED"
    (told, *_) = await messages_to(platform, player.email)
    assert told.template.value == "SIGN_IN_METHOD_UNLINKED"
    events = await platform.pool.fetch("select event from access_log where player_id = $1", player.id)
    assert "METHOD_UNLINKED" in {row["event"] for row in events}
    assert (await unlink(api, player, linked["id"]))["fields"] == [{"path": "methodId", "code": "UNKNOWN_METHOD"}]


async def test_both_need_fresh_proof(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    data = init_data(platform, a_telegram_id())
    refused = await link(api, player, telegramInitData=data)
    assert (refused["code"], refused["methods"]) == ("STEP_UP_REQUIRED", ["PASSWORD"])
    await prove_fresh(platform, player)
    linked = await link(api, player, telegramInitData=data)
    assert linked["__typename"] == "LinkSignInMethodSuccess"
    await platform.pool.execute("update sessions set proved_at = null where player_id = $1", player.id)
    refused = await unlink(api, player, linked["method"]["id"])
    assert (refused["code"], refused["methods"]) == ("STEP_UP_REQUIRED", ["PASSWORD"])


async def test_both_need_a_session(api: Api, platform: Platform) -> None:
    data = init_data(platform, a_telegram_id())
    assert (await link(api, None, telegramInitData=data))["code"] == "NOT_SIGNED_IN"
    assert (await unlink(api, None, "x"))["code"] == "NOT_SIGNED_IN"


async def test_a_way_in_is_one_accounts(api: Api, platform: Platform, sign_up: SignUp) -> None:
    mine, yours, who = await sign_up(), await sign_up(), a_telegram_id()
    for player in (mine, yours):
        await prove_fresh(platform, player)
    await link_telegram(api, platform, mine, who)
    for player in (mine, yours):
        refused = await link(api, player, telegramInitData=init_data(platform, who))
        assert refused["code"] == "SIGN_IN_METHOD_TAKEN"


async def test_fifty_links_of_one_way_in_make_one(api: Api, platform: Platform, sign_up: SignUp) -> None:
    players, who = [await sign_up() for _ in range(5)], a_telegram_id()
    for player in players:
        await prove_fresh(platform, player)
    answers = await asyncio.gather(
        *(link(api, player, telegramInitData=init_data(platform, who)) for player in players for _ in range(10))
    )
    names = [answer["__typename"] for answer in answers]
    assert (names.count("LinkSignInMethodSuccess"), names.count("SignInMethodTaken")) == (1, 49)
    assert sum([len(await methods_of(api, player)) for player in players]) == 1


async def test_the_last_way_in_stays(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await prove_fresh(platform, player)
    first = await link_telegram(api, platform, player, a_telegram_id())
    second = await link_telegram(api, platform, player, a_telegram_id())
    await forget_password(platform, player)
    assert (await unlink(api, player, first["id"]))["__typename"] == "UnlinkSignInMethodSuccess"
    refused = await unlink(api, player, second["id"])
    assert (refused["__typename"], refused["code"]) == ("LastSignInMethod", "LAST_SIGN_IN_METHOD")
    assert [each["id"] for each in await methods_of(api, player)] == [second["id"]]


@pytest.mark.parametrize("method", [SignInMethod.PASSKEY, SignInMethod.OPENID_CONNECT])
async def test_unlinks_what_was_linked_elsewhere(
    api: Api, platform: Platform, player: SignedInPlayer, method: SignInMethod
) -> None:
    await prove_fresh(platform, player)
    await add(platform, player, method)
    (shown,) = await methods_of(api, player)
    assert (shown["method"], shown["label"]) == (method.value, "My laptop")
    assert (await unlink(api, player, shown["id"]))["player"]["signInMethods"] == []


async def test_a_passkey_is_a_way_in_that_remains_and_a_provider_that_is_not_set_up_is_none(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await prove_fresh(platform, player)
    await add(platform, player, SignInMethod.PASSKEY)
    await add(platform, player, SignInMethod.OPENID_CONNECT)
    await forget_password(platform, player)
    passkey, provider = await methods_of(api, player)
    assert (await unlink(api, player, passkey["id"]))["code"] == "LAST_SIGN_IN_METHOD"
    assert (await unlink(api, player, provider["id"]))["__typename"] == "UnlinkSignInMethodSuccess"


async def test_two_removals_at_once_leave_one(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await prove_fresh(platform, player)
    linked = [await link_telegram(api, platform, player, a_telegram_id()) for _ in range(5)]
    await forget_password(platform, player)
    answers = await asyncio.gather(*(unlink(api, player, each["id"]) for each in linked for _ in range(3)))
    names = [answer["__typename"] for answer in answers]
    assert names.count("UnlinkSignInMethodSuccess") == 4
    assert len(await methods_of(api, player)) == 1


async def test_nobody_unlinks_anothers(api: Api, platform: Platform, sign_up: SignUp) -> None:
    mine, yours = await sign_up(), await sign_up()
    for player in (mine, yours):
        await prove_fresh(platform, player)
    linked = await link_telegram(api, platform, mine, a_telegram_id())
    assert (await unlink(api, yours, linked["id"]))["fields"] == [{"path": "methodId", "code": "UNKNOWN_METHOD"}]
    assert (await unlink(api, yours, "x"))["fields"] == [{"path": "methodId", "code": "MALFORMED"}]
    assert len(await methods_of(api, mine)) == 1


async def test_a_bad_proof_links_nothing(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await prove_fresh(platform, player)
    data = init_data(platform, a_telegram_id())
    refused = await link(api, player, telegramInitData=data + "&more=1")
    assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", "BAD_SIGNATURE")
    await link(api, player, telegramInitData=data)
    assert (await link(api, player, telegramInitData=data))["reason"] == "REPLAYED"
    begun = await begin(api, "TON")
    wallet = {"challenge": begun["challenge"], "ethereum": {"message": "x", "signature": "x"}}
    assert (await link(api, player, wallet=wallet))["reason"] == "WRONG_CHAIN"
    assert (await link(api, player, wallet={**wallet, "challenge": "x"}))["code"] == "CHALLENGE_EXPIRED"
    for proofs in ({}, {"telegramInitData": data, "wallet": wallet}):
        assert (await link(api, player, **proofs))["fields"] == [{"path": "input", "code": "ONE_PROOF"}]


async def test_an_account_has_twenty_at_most(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await prove_fresh(platform, player)
    for _ in range(20):
        await link_telegram(api, platform, player, a_telegram_id())
    refused = await link(api, player, telegramInitData=init_data(platform, a_telegram_id()))
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["TOO_MANY_METHODS"])


async def test_wrong_proofs_run_out(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    """Last: it uses up what this network has."""
    await prove_fresh(platform, player)
    answers = [await link(api, player, telegramInitData="nothing") for _ in range(101)]
    assert answers[-1]["code"] == "TOO_MANY_ATTEMPTS"
