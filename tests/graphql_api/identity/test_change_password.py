"""Changing the password: with fresh proof, and no other session outlives it."""

import pytest

from app.platform import Platform
from domain.identity import Login, Template, Viewer
from domain.shared import Dispatch
from tests.builders import a_visit
from tests.graphql_api.identity.account_documents import CHANGE_PASSWORD, do, step_up
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, ME, REFRESH, sign_in
from tests.messages import messages_to
from tests.running import SignedInPlayer

NEW = "a wholly different phrase"


async def elsewhere(dispatch: Dispatch, player: SignedInPlayer) -> SignedInPlayer:
    """The same player on another device."""
    other = await dispatch(Login(player.email, player.password, a_visit()))
    viewer = Viewer(other.session.player_id, other.session.id)
    return SignedInPlayer(viewer, player.email, player.password, other.tokens)


async def test_the_new_password_holds_and_other_sessions_end(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    other = await elsewhere(dispatch, player)
    await step_up(api, player)
    assert (await do(api, CHANGE_PASSWORD, player, newPassword=NEW))["__typename"] == "ChangePasswordSuccess"

    assert (await api(ME, by=player))["me"]["email"] == player.email
    assert (await api(ME, by=other))["me"] is None
    refused = (await api(REFRESH, {"input": {"refreshToken": other.tokens.refresh_token}}))["refreshSession"]
    assert refused["code"] == "NOT_SIGNED_IN"
    assert (await api(LOGIN, sign_in(player.email)))["login"]["code"] == "INVALID_CREDENTIALS"
    assert (await api(LOGIN, sign_in(player.email, NEW)))["login"]["__typename"] == "LoginSuccess"
    reason = await platform.pool.fetchval("select end_reason from sessions where id = $1", other.viewer.session_id)
    assert reason == "CREDENTIALS_CHANGED"
    told = [message.template for message in await messages_to(platform, player.email)]
    assert told.count(Template.PASSWORD_CHANGED) == 1
    events = await platform.pool.fetch("select event from access_log where player_id = $1 order by id", player.id)
    assert "PASSWORD_CHANGED" in [row["event"] for row in events]


async def test_a_player_without_a_password_sets_a_first_one(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await step_up(api, player)
    await platform.pool.execute("delete from player_credentials where player_id = $1", player.id)
    assert (await api(LOGIN, sign_in(player.email)))["login"]["code"] == "INVALID_CREDENTIALS"
    await do(api, CHANGE_PASSWORD, player, newPassword=NEW)
    assert (await api(LOGIN, sign_in(player.email, NEW)))["login"]["__typename"] == "LoginSuccess"


@pytest.mark.clause("GLI-19 2.5.2(e)", rule="a password changes after fresh proof", field="session.proof_seconds")
async def test_needs_a_session_and_fresh_proof(api: Api, player: SignedInPlayer) -> None:
    assert (await do(api, CHANGE_PASSWORD, newPassword=NEW))["code"] == "NOT_SIGNED_IN"
    refused = await do(api, CHANGE_PASSWORD, player, newPassword=NEW)
    assert refused["code"] == "STEP_UP_REQUIRED"
    assert "PASSWORD" in refused["methods"]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "TOO_SHORT"),
        ("x" * 129, "TOO_LONG"),
        ("password123", "TOO_COMMON"),
        ("with\x00nul", "UNREADABLE_TEXT"),
    ],
)
async def test_refuses_what_is_no_good_password(api: Api, player: SignedInPlayer, password: str, code: str) -> None:
    await step_up(api, player)
    refused = await do(api, CHANGE_PASSWORD, player, newPassword=password)
    assert refused["fields"] == [{"path": "newPassword", "code": code}]


async def test_too_many_hashes_at_once_are_asked_to_come_again(
    api: Api, platform: Platform, player: SignedInPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await step_up(api, player)
    monkeypatch.setattr(platform.identity.passwords, "_queue", 0)
    assert (await do(api, CHANGE_PASSWORD, player, newPassword=NEW))["code"] == "TRY_AGAIN_LATER"
