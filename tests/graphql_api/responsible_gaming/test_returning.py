"""Somebody excluded who comes back under another account is known again, and nobody else learns anything."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.platform import Platform
from app.wiring.responsible_gaming.exclusion_work import ExclusionWork
from domain.identity import EraseAccount
from domain.shared import Dispatch
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.account_documents import CLOSE_ACCOUNT, UPDATE_PROFILE, do, step_up
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL, registration, sign_in
from tests.graphql_api.identity.outside_documents import by_telegram, link_telegram, prove_fresh, register_with
from tests.graphql_api.identity.test_phone import asked, prove_to_be_there, verified, with_phone
from tests.graphql_api.responsible_gaming.conftest import (
    REQUEST_END,
    SELF_EXCLUDE,
    TAKE_TIME_OUT,
    Api,
    closed,
    exclusions,
)
from tests.messages import codes_to
from tests.outside_proofs import a_telegram_id, init_data
from tests.running import SignedInPlayer, SignUp

FOUR = {"bet", "deposit", "demo", "marketing"}


async def newcomer(
    api: Api, platform: Platform, like: SignedInPlayer, email: str = "", device: str = "", **given: str
) -> tuple[dict[str, Any], SignedInPlayer]:
    """What ``register`` answered, and who signs in then."""
    email = email or f"{uuid4().hex}@example.com"
    headers = {"X-Croupier-Device": device} if device else {}
    answered = (await api(REGISTER, registration(email, **given), headers=headers))["register"]
    code = (await codes_to(platform, email))[0]
    named = {"input": {"challenge": answered["challenge"], "code": code}}
    assert (await api(VERIFY_EMAIL, named, headers=headers))["verifyEmail"]["__typename"] == "VerifyEmailSuccess"
    opened = (await api(LOGIN, sign_in(email), headers=headers))["login"]
    assert opened["__typename"] == "LoginSuccess", opened
    token: str = opened["tokens"]["accessToken"]
    viewer = platform.identity.access_tokens.verify(token, platform.clock.now()).viewer
    tokens = replace(like.tokens, access_token=token)
    return answered, SignedInPlayer(viewer, email, "correct horse battery", tokens)


def a_person() -> dict[str, str]:
    return {"firstName": "Ann", "lastName": f"Of {uuid4().hex}"}


@pytest.mark.clause(
    "GLI-19 A.3.8", rule="whoever comes back under another account is known again, and excluded there too", field=""
)
async def test_the_same_person_after_the_account_was_closed(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    person = a_person()
    answered, first = await newcomer(api, platform, player, **person)
    excluded = (await do(api, SELF_EXCLUDE, first, months=12))["exclusion"]
    await step_up(api, first)
    assert (await do(api, CLOSE_ACCOUNT, first))["__typename"] == "CloseAccountSuccess"

    again, second = await newcomer(api, platform, player, **{**person, "firstName": "ANN"})
    assert set(again) == set(answered), "whoever registers reads the same"
    assert set(await closed(api, second)) == FOUR
    [followed] = await exclusions(api, second)
    assert (followed["kind"], followed["endsAt"], followed["reason"]) == ("SELF_EXCLUSION", excluded["endsAt"], None)
    refused = await do(api, REQUEST_END, second, exclusionId=excluded["id"], reason="The first one's")
    assert refused["code"] == "UNKNOWN_EXCLUSION"


async def test_the_same_person_and_address_after_the_account_was_erased(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    person = a_person()
    _, first = await newcomer(api, platform, player, **person)
    await do(api, SELF_EXCLUDE, first, permanent=True, reason="My own words")
    await step_up(api, first)
    await do(api, CLOSE_ACCOUNT, first)
    await dispatch(EraseAccount(first.id, "asked for", "tests"))
    kept = await platform.pool.fetchrow("select * from exclusions where player_id = $1", first.id)
    assert kept is not None
    assert kept["reason_sealed"] is None
    assert await platform.pool.fetchval("select count(*) from exclusion_reasons where player_id = $1", first.id) == 0

    _, by_name = await newcomer(api, platform, player, **person)
    assert set(await closed(api, by_name)) == FOUR
    _, by_address = await newcomer(api, platform, player, first.email)
    assert set(await closed(api, by_address)) == FOUR
    _, stranger = await newcomer(api, platform, player, **a_person())
    assert await closed(api, stranger) == {}


async def test_the_same_device(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    device = uuid4().hex + uuid4().hex[:16]
    _, first = await newcomer(api, platform, player, device=device)
    await do(api, TAKE_TIME_OUT, first, hours=168)
    _, second = await newcomer(api, platform, player, device=device)
    assert set(await closed(api, second)) == FOUR
    assert (await exclusions(api, second))[0]["kind"] == "TIME_OUT"
    _, elsewhere = await newcomer(api, platform, player, device=uuid4().hex + uuid4().hex[:16])
    assert await closed(api, elsewhere) == {}


async def test_whoever_was_taken_for_somebody_else_may_say_so(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    device = uuid4().hex + uuid4().hex[:16]
    _, first = await newcomer(api, platform, player, device=device)
    await do(api, SELF_EXCLUDE, first, months=6)
    _, sister = await newcomer(api, platform, player, device=device)
    [followed] = await exclusions(api, sister)
    asked_ = await do(api, REQUEST_END, sister, exclusionId=followed["id"], reason="We share a tablet")
    assert asked_["exclusion"]["status"] == "END_REQUESTED"


async def test_the_same_phone_number_once_it_is_proved(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer, sign_up: SignUp
) -> None:
    phone = await with_phone(api, platform, player)
    await do(api, SELF_EXCLUDE, player, months=6)
    await step_up(api, player)
    await do(api, CLOSE_ACCOUNT, player)
    await dispatch(EraseAccount(player.id, "asked for", "tests"))
    second = await sign_up()
    assert await closed(api, second) == {}
    await prove_to_be_there(api, second)
    challenge = (await asked(api, second, phone))["challenge"]
    code, *_ = await codes_to(platform, phone)
    assert (await verified(api, second, challenge, code))["__typename"] == "VerifyPhoneSuccess"
    assert set(await closed(api, second)) == FOUR


async def test_a_name_that_is_told_later(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    person = a_person()
    _, first = await newcomer(api, platform, player, **person)
    await do(api, SELF_EXCLUDE, first, months=6)
    await step_up(api, first)
    await do(api, CLOSE_ACCOUNT, first)
    _, second = await newcomer(api, platform, player)
    assert await closed(api, second) == {}
    await step_up(api, second)
    assert (await do(api, UPDATE_PROFILE, second, **person))["__typename"] == "UpdateProfileSuccess"
    assert set(await closed(api, second)) == FOUR


async def test_the_same_way_in(api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer) -> None:
    who = a_telegram_id()
    await prove_fresh(platform, player)
    await link_telegram(api, platform, player, who)
    await do(api, SELF_EXCLUDE, player, months=6)
    await step_up(api, player)
    await do(api, CLOSE_ACCOUNT, player)
    await dispatch(EraseAccount(player.id, "asked for", "tests"))
    ticket = (await by_telegram(api, init_data(platform, who)))["challenge"]
    await register_with(api, platform, ticket, f"{uuid4().hex}@example.com")
    opened = await by_telegram(api, init_data(platform, who))
    token = opened["tokens"]["accessToken"]
    second = replace(player, tokens=replace(player.tokens, access_token=token))
    assert set(await closed(api, second)) == FOUR


async def test_nothing_is_kept_of_who_came_back_in_time(
    api: Api, timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    await do(api, TAKE_TIME_OUT, player, hours=24)
    held = "select count(*) from excluded_traits x join exclusions e on e.id = x.exclusion_id where e.player_id = $1"
    await ExclusionWork(platform).forget()
    assert await platform.pool.fetchval(held, player.id) > 0
    clock.forward(timedelta(hours=25))
    await ExclusionWork(replace(platform, clock=clock)).forget()
    assert await platform.pool.fetchval(held, player.id) == 0
