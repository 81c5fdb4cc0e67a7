"""Which ways to sign in an installation offers, by its settings."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from domain.jurisdiction import GLI
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.outside_documents import (
    begin,
    by_telegram,
    by_wallet,
    by_widget,
    ethereum_proof,
    link,
    link_telegram,
    prove_fresh,
    ton_proof,
    unlink,
)
from tests.outside_proofs import a_telegram_id, an_ethereum_wallet, init_data, widget
from tests.running import SignedInPlayer
from tests.ton_wallet import a_ton_wallet

Installation = Callable[..., AbstractAsyncContextManager[Api]]
NOT_OFFERED = ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])


@pytest.fixture
def installed(platform: Platform) -> Installation:
    """``async with installed(setting=value) as api``: the same platform with other settings."""

    @asynccontextmanager
    async def build(**settings: object) -> AsyncIterator[Api]:
        changed = replace(platform, settings=platform.settings.model_copy(update=settings))
        transport = httpx.ASGITransport(build_app(changed), client=("203.0.113.7", 1234))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
            yield Api(http)

    return build


async def offered_by(api: Api) -> list[str]:
    return list((await api("{ jurisdiction { signInMethods } }"))["jurisdiction"]["signInMethods"])


def refusal(answer: dict[str, object]) -> tuple[object, object]:
    return answer["code"], answer["reasons"]


async def test_outside_production_a_sandbox_bot_signs_people_in(api: Api) -> None:
    expected = [method for method in GLI.sign_in.methods if method != "OPENID_CONNECT"]
    assert await offered_by(api) == expected
    assert "TELEGRAM" in expected


async def test_in_production_there_is_no_telegram_without_a_bot(
    installed: Installation, api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await prove_fresh(platform, player)
    who = a_telegram_id()
    linked = await link_telegram(api, platform, player, who)
    await platform.pool.execute("delete from player_credentials where player_id = $1", player.id)
    wallet = await link(api, player, wallet=await ethereum_proof(api, an_ethereum_wallet()))
    async with installed(env="production") as production:
        assert "TELEGRAM" not in await offered_by(production)
        assert refusal(await by_telegram(production, init_data(platform, who))) == NOT_OFFERED
        assert refusal(await by_widget(production, widget(platform, who))) == NOT_OFFERED
        assert refusal(await link(production, player, telegramInitData=init_data(platform, who))) == NOT_OFFERED
        # a way in that nobody can use any more is none: the wallet is the last
        refused = await unlink(production, player, wallet["method"]["id"])
        assert refused["code"] == "LAST_SIGN_IN_METHOD"
        assert (await unlink(production, player, linked["id"]))["__typename"] == "UnlinkSignInMethodSuccess"


async def test_a_bots_id_alone_takes_mini_apps_and_no_widget(installed: Installation, platform: Platform) -> None:
    async with installed(telegram_bot_id=42) as api:
        assert "TELEGRAM" in await offered_by(api)
        assert refusal(await by_widget(api, widget(platform, 5))) == NOT_OFFERED
        assert (await by_telegram(api, init_data(platform, 5)))["reason"] == "BAD_SIGNATURE"


async def test_a_bots_token_is_whose_data_counts(installed: Installation, platform: Platform) -> None:
    async with installed(telegram_bot_token="42:another") as api:
        assert (await by_telegram(api, init_data(platform, 5)))["reason"] == "BAD_SIGNATURE"


async def test_wallets_of_chains_that_are_not_offered(installed: Installation, api: Api, platform: Platform) -> None:
    ether, ton = await ethereum_proof(api, an_ethereum_wallet()), await ton_proof(api, platform, a_ton_wallet())
    async with installed(wallet_chains=("TON",)) as without_ethereum:
        assert refusal(await begin(without_ethereum, "ETHEREUM", an_ethereum_wallet().address)) == NOT_OFFERED
        assert refusal(await by_wallet(without_ethereum, ether)) == NOT_OFFERED
        assert (await by_wallet(without_ethereum, ton))["code"] == "REGISTRATION_REQUIRED"
    async with installed(wallet_chains=()) as without_wallets:
        assert not {"ETHEREUM", "TON"} & set(await offered_by(without_wallets))
        assert refusal(await begin(without_wallets, "TON")) == NOT_OFFERED


async def test_wallets_sign_for_the_domains_that_are_set(installed: Installation, platform: Platform) -> None:
    settings = {"wallet_domains": ("casino.example",), "public_url": "https://casino.example", "ton_network": "testnet"}
    async with installed(**settings, ethereum_chain_ids=(137, 1)) as api:
        wallet = an_ethereum_wallet()
        text = (await begin(api, "ETHEREUM", wallet.address))["messageToSign"]
        assert text.startswith("casino.example wants you to sign in with your Ethereum account:\n")
        assert "\nURI: https://casino.example/\n" in text
        assert "\nChain ID: 137\n" in text
        assert (await by_wallet(api, await ethereum_proof(api, wallet)))["code"] == "REGISTRATION_REQUIRED"
        assert (await by_wallet(api, await ton_proof(api, platform, a_ton_wallet())))["reason"] == "WRONG_DOMAIN"
