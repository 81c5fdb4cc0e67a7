"""The player's own record, and the terms that they agreed to."""

import pytest

from app.platform import Platform
from domain.identity import Template
from domain.jurisdiction import GLI, ThrottleRule
from tests.graphql_api.identity.account_documents import ACCEPT_TERMS, UPDATE_PROFILE, do, step_up
from tests.graphql_api.identity.conftest import Api
from tests.messages import messages_to
from tests.running import SignedInPlayer, SignUp

NAMED = {
    "firstName": "Ann",
    "lastName": "Example",
    "address": "1 Main Street",
    "city": "Springfield",
    "postalCode": "1",
}


async def test_a_player_chooses_a_name_and_a_language(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    name = f"lucky{player.id.hex[-12:]}"
    changed = await do(api, UPDATE_PROFILE, player, username=name, language="de")
    assert (changed["player"]["username"], changed["player"]["language"]) == (name, "de")
    await do(api, UPDATE_PROFILE, player, username=name, language="en")
    details = await platform.pool.fetch(
        "select detail from access_log where player_id = $1 and event = 'PROFILE_CHANGED' order by id", player.id
    )
    assert [row["detail"] for row in details] == ["language username", "language"], "only what was changed, by name"


async def test_a_name_is_one_players_whatever_its_case(api: Api, player: SignedInPlayer, sign_up: SignUp) -> None:
    other, name = await sign_up(), f"Ann{player.id.hex[-12:]}"
    await do(api, UPDATE_PROFILE, player, username=name)
    assert (await do(api, UPDATE_PROFILE, other, username=name.upper()))["code"] == "USERNAME_TAKEN"
    assert (await do(api, UPDATE_PROFILE, player, username=name.lower()))["player"]["username"] == name.lower()


@pytest.mark.clause("GLI-19 A.3.4", rule="correction, by the player", field="")
@pytest.mark.clause("GLI-19 2.5.2(e)", rule="registration data change after fresh proof", field="session.proof_seconds")
async def test_registration_data_needs_fresh_proof_and_its_change_is_told(
    api: Api, platform: Platform, sign_up: SignUp
) -> None:
    player = await sign_up(verified=False)
    assert (await do(api, UPDATE_PROFILE, player, **NAMED))["code"] == "STEP_UP_REQUIRED"
    await step_up(api, player)
    assert (await do(api, UPDATE_PROFILE, player, **NAMED))["player"]["profile"] == NAMED
    kept = (await do(api, UPDATE_PROFILE, player, city="Shelbyville"))["player"]["profile"]
    assert kept == {**NAMED, "city": "Shelbyville"}
    await do(api, UPDATE_PROFILE, player, city="Shelbyville", language="de")
    told = [message.template for message in await messages_to(platform, player.email)]
    assert told.count(Template.DETAILS_CHANGED) == 2, "once for each change of name or address"


async def test_one_person_has_one_open_account(api: Api, sign_up: SignUp) -> None:
    player, twin = await sign_up(verified=False), await sign_up(verified=False)
    last = f"Example{player.id.hex[-12:]}"
    for each in (player, twin):
        await step_up(api, each)
    await do(api, UPDATE_PROFILE, player, firstName="Ann", lastName=last)
    refused = await do(api, UPDATE_PROFILE, twin, firstName=" ANN ", lastName=last.lower())
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["DETAILS_NOT_ACCEPTED"])


async def test_names_every_bad_field(api: Api, player: SignedInPlayer) -> None:
    refused = await do(api, UPDATE_PROFILE, player, username="admin", language="tlh", city="x" * 201)
    assert refused["fields"] == [
        {"path": "username", "code": "RESERVED"},
        {"path": "language", "code": "UNKNOWN_LANGUAGE"},
        {"path": "city", "code": "TOO_LONG"},
    ]
    assert (await do(api, UPDATE_PROFILE, username="ann"))["code"] == "NOT_SIGNED_IN"


async def test_changes_are_bounded(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    rule: ThrottleRule = GLI.account.profile_changes
    for _ in range(rule.burst):
        await platform.identity.throttle.take("profile changes", str(player.id), rule)
    throttled = await do(api, UPDATE_PROFILE, player, language="de")
    assert throttled["code"] == "TOO_MANY_ATTEMPTS"
    assert throttled["retryAfterSeconds"] > 0


async def test_accepting_the_present_terms_opens_what_they_closed(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute("update players set terms_version = '2025-07' where id = $1", player.id)
    await platform.pool.execute(
        "update player_gates set blocks = '{bet:TERMS_CHANGED,bet:SELF_EXCLUDED,deposit:TERMS_CHANGED}' "
        "where player_id = $1",
        player.id,
    )
    accepted = await do(api, ACCEPT_TERMS, player, termsVersion=GLI.terms_version)
    assert accepted["termsVersion"] == accepted["player"]["termsVersion"] == GLI.terms_version
    assert accepted["player"]["gates"] == {"bet": {"reasons": ["SELF_EXCLUDED"]}, "deposit": {"reasons": []}}

    again = await do(api, ACCEPT_TERMS, player, termsVersion=GLI.terms_version)
    assert again["acceptedAt"] == accepted["acceptedAt"]
    kept = await platform.pool.fetchval("select count(*) from terms_acceptances where player_id = $1", player.id)
    noted = await platform.pool.fetchval(
        "select count(*) from access_log where player_id = $1 and event = 'TERMS_ACCEPTED'", player.id
    )
    assert (kept, noted) == (1, 1), "registered with these; accepted once more after the others"


async def test_other_terms_than_the_present_ones_are_not_accepted(api: Api, player: SignedInPlayer) -> None:
    refused = await do(api, ACCEPT_TERMS, player, termsVersion="2025-07")
    assert (refused["code"], refused["termsVersion"]) == ("TERMS_CHANGED", GLI.terms_version)
    assert (await do(api, ACCEPT_TERMS, termsVersion=GLI.terms_version))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, ACCEPT_TERMS, player, termsVersion="\x00"))["code"] == "INVALID_INPUT"
