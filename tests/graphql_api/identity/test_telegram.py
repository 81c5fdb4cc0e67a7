"""Signing in by Telegram, from the Mini App and from the widget."""

import asyncio

import pytest

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, ME, sign_in
from tests.graphql_api.identity.outside_documents import (
    by_telegram,
    by_widget,
    link_telegram,
    prove_fresh,
    register_with,
)
from tests.messages import codes_to
from tests.outside_proofs import a_telegram_id, init_data, widget
from tests.running import SignedInPlayer, SignUp


@pytest.fixture
async def telegram_id(api: Api, platform: Platform, player: SignedInPlayer) -> int:
    """Linked to ``player``."""
    linked = a_telegram_id()
    await prove_fresh(platform, player)
    await link_telegram(api, platform, player, linked)
    return linked


async def test_somebody_unknown_registers_by_it_and_needs_no_password(api: Api, platform: Platform) -> None:
    who = a_telegram_id()
    refused = await by_telegram(api, init_data(platform, who))
    assert refused["code"] == "REGISTRATION_REQUIRED"

    assert (await register_with(api, platform, refused["challenge"], "mini.app@example.com"))["email"]
    signed_in = await by_telegram(api, init_data(platform, who))
    assert signed_in["__typename"] == "LoginWithTelegramSuccess"
    assert signed_in["player"]["email"] == "mini.app@example.com"
    me = await api(ME, headers={"Authorization": f"Bearer {signed_in['tokens']['accessToken']}"})
    assert me["me"]["email"] == "mini.app@example.com"
    assert (await api(LOGIN, sign_in("mini.app@example.com")))["login"]["code"] == "INVALID_CREDENTIALS"
    assert (await by_widget(api, widget(platform, who)))["player"]["email"] == "mini.app@example.com"


async def test_a_ticket_is_good_for_one_account(api: Api, platform: Platform) -> None:
    ticket = (await by_telegram(api, init_data(platform, a_telegram_id())))["challenge"]
    assert (await register_with(api, platform, ticket, "first.of.two@example.com"))[
        "__typename"
    ] == "VerifyEmailSuccess"
    refused = await api(
        'mutation ($t: ID!) { register(input: {email: "second.of.two@example.com", country: "DE", '
        'birthDate: "1990-05-04", currency: "EUR", termsVersion: "2026-01", ticket: $t}) '
        "{ ... on UserError { code } } }",
        {"t": ticket},
    )
    assert refused["register"] == {"code": "CHALLENGE_EXPIRED"}


async def test_the_same_data_does_not_come_in_twice(api: Api, platform: Platform, telegram_id: int) -> None:
    data = init_data(platform, telegram_id)
    assert (await by_telegram(api, data))["__typename"] == "LoginWithTelegramSuccess"
    turned = "&".join(reversed(data.split("&")))
    for replay in (data, turned):
        refused = await by_telegram(api, replay)
        assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", "REPLAYED")

    given = widget(platform, telegram_id)
    assert (await by_widget(api, given))["__typename"] == "LoginWithTelegramWidgetSuccess"
    assert (await by_widget(api, given))["reason"] == "REPLAYED"


async def test_of_fifty_at_once_with_the_same_data_one_comes_in(api: Api, platform: Platform, telegram_id: int) -> None:
    data = init_data(platform, telegram_id)
    answers = await asyncio.gather(*(by_telegram(api, data) for _ in range(50)))
    names = [answer["__typename"] for answer in answers]
    assert names.count("LoginWithTelegramSuccess") == 1
    assert {answer["reason"] for answer in answers if "reason" in answer} == {"REPLAYED"}
    assert names.count("ProofRejected") == 49


async def test_what_does_not_hold_is_refused_by_its_reason(api: Api, platform: Platform, telegram_id: int) -> None:
    data = init_data(platform, telegram_id)
    for bad, reason in (
        (data.replace(str(telegram_id), str(telegram_id + 1)), "BAD_SIGNATURE"),
        (init_data(platform, telegram_id, age_seconds=901), "EXPIRED"),
        (init_data(platform, telegram_id, age_seconds=-120), "NOT_YET_VALID"),
        (data + "&user=x", "MALFORMED"),
        ("", "MALFORMED"),
    ):
        refused = await by_telegram(api, bad)
        assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", reason)
    given = widget(platform, telegram_id)
    assert (await by_widget(api, {**given, "id": "1"}))["reason"] == "BAD_SIGNATURE"
    assert (await by_widget(api, {**given, "lastName": "More"}))["reason"] == "BAD_SIGNATURE"
    assert (await by_telegram(api, data))["__typename"] == "LoginWithTelegramSuccess"


async def test_text_that_cannot_be_stored_is_an_invalid_input(api: Api, platform: Platform) -> None:
    refused = await by_telegram(api, "a\0b")
    assert refused["fields"] == [{"path": "initData", "code": "UNREADABLE_TEXT"}]
    refused = await by_widget(api, {**widget(platform, 5), "firstName": "\ud800"})
    assert refused["fields"] == [{"path": "widget.firstName", "code": "UNREADABLE_TEXT"}]


async def test_changed_terms_are_asked_for_and_the_proof_stays_good(
    api: Api, platform: Platform, player: SignedInPlayer, telegram_id: int
) -> None:
    data, given = init_data(platform, telegram_id), widget(platform, telegram_id)
    await platform.pool.execute("update players set terms_version = 'older' where id = $1", player.id)
    for refused in (await by_telegram(api, data), await by_widget(api, given)):
        assert (refused["code"], refused["termsVersion"]) == ("TERMS_CHANGED", "2026-01")
    accepted = await by_telegram(api, data, acceptedTermsVersion="2026-01")
    assert accepted["__typename"] == "LoginWithTelegramSuccess"
    assert (await by_widget(api, given))["__typename"] == "LoginWithTelegramWidgetSuccess"


async def test_an_account_that_is_locked_asks_for_a_code(
    api: Api, platform: Platform, player: SignedInPlayer, telegram_id: int
) -> None:
    await platform.pool.execute("update players set locked_at = now() where id = $1", player.id)
    for refused in (
        await by_telegram(api, init_data(platform, telegram_id)),
        await by_widget(api, widget(platform, telegram_id)),
    ):
        assert (refused["code"], refused["methods"]) == ("ACCOUNT_LOCKED", ["EMAIL_CODE"])


async def test_a_network_never_seen_asks_for_a_code(
    api: Api, platform: Platform, player: SignedInPlayer, telegram_id: int
) -> None:
    await platform.pool.execute("delete from networks where player_id = $1", player.id)
    for refused in (
        await by_telegram(api, init_data(platform, telegram_id)),
        await by_widget(api, widget(platform, telegram_id)),
    ):
        assert (refused["code"], refused["methods"]) == ("SECOND_FACTOR_REQUIRED", ["EMAIL_CODE"])


async def test_the_code_completes_the_sign_in(
    api: Api, platform: Platform, player: SignedInPlayer, telegram_id: int
) -> None:
    await platform.pool.execute("delete from networks where player_id = $1", player.id)
    asked = await by_telegram(api, init_data(platform, telegram_id))
    (code, *_) = await codes_to(platform, player.email)
    completed = await api(
        "mutation ($input: CompleteLoginInput!) { completeLogin(input: $input) { __typename } }",
        {"input": {"challenge": asked["challenge"], "method": "EMAIL_CODE", "code": code}},
    )
    assert completed["completeLogin"]["__typename"] == "CompleteLoginSuccess"
    opened = await platform.pool.fetch("select method from sessions where player_id = $1 order by id", player.id)
    assert [row["method"] for row in opened] == ["PASSWORD", "TELEGRAM"]
    assert (await by_telegram(api, init_data(platform, telegram_id)))["__typename"] == "LoginWithTelegramSuccess"


async def test_a_closed_gate_stays_closed(
    api: Api, platform: Platform, player: SignedInPlayer, telegram_id: int
) -> None:
    await platform.pool.execute("update player_gates set blocks = '{login:CLOSED}' where player_id = $1", player.id)
    for refused in (
        await by_telegram(api, init_data(platform, telegram_id)),
        await by_widget(api, widget(platform, telegram_id)),
    ):
        assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["CLOSED"])


async def test_the_widget_asks_somebody_unknown_to_register(api: Api, platform: Platform, sign_up: SignUp) -> None:
    del sign_up
    assert (await by_widget(api, widget(platform, a_telegram_id())))["code"] == "REGISTRATION_REQUIRED"


async def test_nothing_of_it_is_stored_in_clear(api: Api, platform: Platform, telegram_id: int) -> None:
    assert (await by_telegram(api, init_data(platform, telegram_id)))["__typename"] == "LoginWithTelegramSuccess"
    rows = await platform.pool.fetch("select * from linked_methods")
    rows += await platform.pool.fetch("select * from challenges")
    stored = "".join(repr(tuple(row.values())) for row in rows)
    assert str(telegram_id) not in stored


async def test_wrong_proofs_run_out(api: Api, platform: Platform) -> None:
    """Last: it uses up what this network has."""
    del platform
    answers = [await by_telegram(api, "nothing") for _ in range(101)]
    assert answers[-1]["code"] == "TOO_MANY_ATTEMPTS"
    assert answers[-1]["retryAfterSeconds"] > 0
    given = {"id": "1", "authDate": "1", "hash": "x"}
    assert (await by_widget(api, given))["code"] == "TOO_MANY_ATTEMPTS"
