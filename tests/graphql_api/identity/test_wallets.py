"""Signing in with a wallet, of Ethereum and of TON."""

import asyncio
from typing import Any

import pytest

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.outside_documents import (
    begin,
    by_wallet,
    ethereum_proof,
    link,
    prove_fresh,
    register_with,
    ton_proof,
)
from tests.outside_proofs import EthereumWallet, an_ethereum_wallet
from tests.running import SignedInPlayer
from tests.ton_wallet import TonWallet, a_ton_wallet


@pytest.fixture
async def wallet(api: Api, platform: Platform, player: SignedInPlayer) -> EthereumWallet:
    """Linked to ``player``."""
    linked = an_ethereum_wallet()
    await prove_fresh(platform, player)
    answer = await link(api, player, wallet=await ethereum_proof(api, linked))
    assert answer["__typename"] == "LinkSignInMethodSuccess"
    return linked


@pytest.fixture
async def ton(api: Api, platform: Platform, player: SignedInPlayer) -> TonWallet:
    """Linked to ``player``."""
    linked = a_ton_wallet(int(player.id) % 2**64)
    await prove_fresh(platform, player)
    answer = await link(api, player, wallet=await ton_proof(api, platform, linked))
    assert answer["__typename"] == "LinkSignInMethodSuccess"
    return linked


async def test_somebody_unknown_registers_by_an_ethereum_wallet(api: Api, platform: Platform) -> None:
    mine = an_ethereum_wallet()
    refused = await by_wallet(api, await ethereum_proof(api, mine))
    assert refused["code"] == "REGISTRATION_REQUIRED"
    await register_with(api, platform, refused["challenge"], "ether@example.com")
    signed_in = await by_wallet(api, await ethereum_proof(api, mine))
    assert signed_in["__typename"] == "LoginWithWalletSuccess"
    assert signed_in["player"]["email"] == "ether@example.com"


@pytest.mark.parametrize("version", ["v3r1", "v3r2", "v4r1", "v4r2", "v5r1"])
async def test_somebody_unknown_registers_by_a_ton_wallet(api: Api, platform: Platform, version: str) -> None:
    mine = a_ton_wallet(77, version)
    refused = await by_wallet(api, await ton_proof(api, platform, mine))
    assert refused["code"] == "REGISTRATION_REQUIRED"
    await register_with(api, platform, refused["challenge"], f"{version}@example.com")
    signed_in = await by_wallet(api, await ton_proof(api, platform, mine))
    assert signed_in["player"]["email"] == f"{version}@example.com"


async def test_an_address_in_lower_case_is_the_same_wallet(api: Api, wallet: EthereumWallet) -> None:
    begun = await begin(api, "ETHEREUM", wallet.address.lower())
    assert wallet.address in begun["messageToSign"]
    signature = {"message": begun["messageToSign"], "signature": wallet.sign(begun["messageToSign"])}
    signed_in = await by_wallet(api, {"challenge": begun["challenge"], "ethereum": signature})
    assert signed_in["__typename"] == "LoginWithWalletSuccess"


@pytest.mark.parametrize("address", [None, "", "0x00", "vitalik.eth", "0x" + "aB" * 20])
async def test_what_is_no_address_is_named(api: Api, address: str | None) -> None:
    refused = await begin(api, "ETHEREUM", address)
    code = "REQUIRED" if address is None else "MALFORMED_ADDRESS"
    assert refused["fields"] == [{"path": "address", "code": code}]


async def test_a_challenge_takes_one_good_answer(api: Api, wallet: EthereumWallet) -> None:
    proof = await ethereum_proof(api, wallet)
    answers = await asyncio.gather(*(by_wallet(api, proof) for _ in range(4)))
    assert sorted(answer["__typename"] for answer in answers) == ["ChallengeExpired"] * 3 + ["LoginWithWalletSuccess"]
    assert (await by_wallet(api, proof))["code"] == "CHALLENGE_EXPIRED"


async def test_a_challenge_takes_five_answers_at_all(api: Api, wallet: EthereumWallet) -> None:
    proof = await ethereum_proof(api, wallet)
    wrong = {**proof, "ethereum": {**proof["ethereum"], "signature": wallet.sign("another text")}}
    for _ in range(5):
        refused = await by_wallet(api, wrong)
        assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", "BAD_SIGNATURE")
    assert (await by_wallet(api, proof))["code"] == "CHALLENGE_EXPIRED"


@pytest.mark.parametrize("challenge", ["", "x", "4f2b3a52-8d1c-4d6e-9a57-0d4f1f8f0c11"])
async def test_what_was_never_begun_has_expired(api: Api, wallet: EthereumWallet, challenge: str) -> None:
    proof = await ethereum_proof(api, wallet)
    assert (await by_wallet(api, {**proof, "challenge": challenge}))["code"] == "CHALLENGE_EXPIRED"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("127.0.0.1:8000 wants", "evil.example wants", "WRONG_DOMAIN"),
        ("URI: http://127.0.0.1:8000/", "URI: https://evil.example/", "WRONG_DOMAIN"),
        ("Chain ID: 1\n", "Chain ID: 56\n", "WRONG_CHAIN"),
        ("Nonce: ", "Nonce: 0", "WRONG_NONCE"),
        ("Version: 1", "Version: 2", "MALFORMED"),
        ("Issued At: 20", "Issued At: 2022-02-31T00:00:00Z", "MALFORMED"),
        ("Expiration Time: 20", "Expiration Time: 19", "EXPIRED"),
        ("\nExpiration Time: ", "\nNot Before: ", "NOT_YET_VALID"),
    ],
)
async def test_an_ethereum_message_for_something_else(
    api: Api, wallet: EthereumWallet, old: str, new: str, reason: str
) -> None:
    """Signed by the right key, every one of them."""
    begun = await begin(api, "ETHEREUM", wallet.address)
    message = begun["messageToSign"].replace(old, new)
    assert message != begun["messageToSign"]
    signed = {"message": message, "signature": wallet.sign(message)}
    refused = await by_wallet(api, {"challenge": begun["challenge"], "ethereum": signed})
    assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"domain": "evil.example"}, "WRONG_DOMAIN"),
        ({"network": "-3"}, "WRONG_CHAIN"),
        ({"payload": "another"}, "WRONG_NONCE"),
        ({"timestamp": "1"}, "EXPIRED"),
        ({"timestamp": "99999999999"}, "NOT_YET_VALID"),
        ({"address": "0:" + "0" * 64}, "WRONG_ADDRESS"),
        ({"address": "nobody"}, "MALFORMED"),
        ({"state_init": "AAAA"}, "MALFORMED"),
        ({"signature": "AAAA"}, "BAD_SIGNATURE"),
    ],
)
async def test_a_ton_proof_of_something_else(
    api: Api, platform: Platform, ton: TonWallet, changes: dict[str, str], reason: str
) -> None:
    refused = await by_wallet(api, await ton_proof(api, platform, ton, **changes))
    assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", reason)


async def test_a_challenge_of_one_chain_is_not_for_the_other(
    api: Api, platform: Platform, wallet: EthereumWallet
) -> None:
    proof = await ethereum_proof(api, wallet)
    of_ton = await ton_proof(api, platform, a_ton_wallet())
    refused = await by_wallet(api, {"challenge": proof["challenge"], "ton": of_ton["ton"]})
    assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", "WRONG_CHAIN")


async def test_one_proof_at_a_time(api: Api, platform: Platform, wallet: EthereumWallet) -> None:
    ether, of_ton = await ethereum_proof(api, wallet), await ton_proof(api, platform, a_ton_wallet())
    for proof in ({"challenge": ether["challenge"]}, {**of_ton, **ether}):
        refused = await by_wallet(api, proof)
        assert refused["fields"] == [{"path": "wallet", "code": "ONE_OF_ETHEREUM_AND_TON"}]


async def each_way(api: Api, platform: Platform, wallet: EthereumWallet, ton: TonWallet, **more: str) -> list[Any]:
    return [
        await by_wallet(api, await ethereum_proof(api, wallet), **more),
        await by_wallet(api, await ton_proof(api, platform, ton), **more),
    ]


async def test_changed_terms_are_asked_for_and_the_signature_stays_good(
    api: Api, platform: Platform, player: SignedInPlayer, wallet: EthereumWallet
) -> None:
    await platform.pool.execute("update players set terms_version = 'older' where id = $1", player.id)
    proof = await ethereum_proof(api, wallet)
    assert (await by_wallet(api, proof))["code"] == "TERMS_CHANGED"
    accepted = await by_wallet(api, proof, acceptedTermsVersion="2026-01")
    assert accepted["__typename"] == "LoginWithWalletSuccess"


async def test_an_account_that_is_locked_asks_for_a_code(
    api: Api, platform: Platform, player: SignedInPlayer, wallet: EthereumWallet, ton: TonWallet
) -> None:
    await platform.pool.execute("update players set locked_at = now() where id = $1", player.id)
    answers = await each_way(api, platform, wallet, ton)
    assert [answer["code"] for answer in answers] == ["ACCOUNT_LOCKED", "ACCOUNT_LOCKED"]


async def test_a_network_never_seen_asks_for_a_code(
    api: Api, platform: Platform, player: SignedInPlayer, wallet: EthereumWallet, ton: TonWallet
) -> None:
    await platform.pool.execute("delete from networks where player_id = $1", player.id)
    answers = await each_way(api, platform, wallet, ton)
    assert [answer["code"] for answer in answers] == ["SECOND_FACTOR_REQUIRED", "SECOND_FACTOR_REQUIRED"]


async def test_a_closed_gate_stays_closed(
    api: Api, platform: Platform, player: SignedInPlayer, wallet: EthereumWallet
) -> None:
    await platform.pool.execute("update player_gates set blocks = '{login:CLOSED}' where player_id = $1", player.id)
    assert (await by_wallet(api, await ethereum_proof(api, wallet)))["reasons"] == ["CLOSED"]


async def test_no_address_is_stored_in_clear(
    api: Api, platform: Platform, wallet: EthereumWallet, ton: TonWallet
) -> None:
    await each_way(api, platform, wallet, ton)
    rows = await platform.pool.fetch("select * from linked_methods")
    rows += await platform.pool.fetch("select * from challenges")
    stored = "".join(repr(tuple(row.values())) for row in rows).lower()
    assert wallet.address.lower() not in stored
    assert wallet.address[2:].lower() not in stored
    assert ton.address[2:] not in stored


async def test_begun_ones_and_wrong_ones_run_out(api: Api, platform: Platform) -> None:
    """Last: it uses up what this network has."""
    del platform
    refused = [await begin(api, "TON") for _ in range(101)]
    assert refused[-1]["code"] == "TOO_MANY_ATTEMPTS"
    nothing = {"challenge": "4f2b3a52-8d1c-4d6e-9a57-0d4f1f8f0c11", "ethereum": {"message": "", "signature": ""}}
    answers = [await by_wallet(api, nothing) for _ in range(101)]
    assert answers[-1]["code"] == "TOO_MANY_ATTEMPTS"
