"""Players that nobody is."""

from dataclasses import replace

import pytest

from app.platform import Platform
from app.trial_players import DEMO_EMAIL, DEMO_PASSWORD, NotInProduction, ensure_demo_player, open_qa_session
from domain.identity import FindSessions, Login, Logout, Visit
from domain.shared import Dispatch
from graphql_api.http.authenticator import Presented
from tests.builders import a_visit


async def test_the_demo_player_gets_its_money_once(dispatch: Dispatch, platform: Platform) -> None:
    email, password = await ensure_demo_player(platform)
    assert await ensure_demo_player(platform) == (email, password)

    player_id = (await dispatch(Login(email, password, Visit("127.0.0.1")))).session.player_id
    assert await platform.pool.fetchval("select cash from wallets where player_id = $1", player_id) == 100_000


@pytest.mark.parametrize(
    "statement",
    [
        "update players set terms_version = '2025-01'",
        "update players set locked_at = now()",
        "update player_gates set blocks = array['login:ACCOUNT_CLOSED']",
    ],
)
async def test_nothing_that_happens_to_the_demo_player_keeps_the_platform_from_starting(
    platform: Platform, statement: str
) -> None:
    await ensure_demo_player(platform)
    await platform.pool.execute(statement)
    assert await ensure_demo_player(platform) == (DEMO_EMAIL, DEMO_PASSWORD)


async def test_a_qa_token_is_unmetered_and_outlives_logout(dispatch: Dispatch, platform: Platform) -> None:
    presented = Presented(authorization=f"Bearer {await open_qa_session(platform)}")
    signed_in = await platform.identity.authenticator(presented)
    assert signed_in is not None
    assert signed_in.unmetered
    assert signed_in.expires_at is not None
    assert 7000 < signed_in.expires_at - platform.clock.now().timestamp() <= 7200

    await dispatch(Logout(signed_in.viewer, None, a_visit()))

    assert await platform.identity.authenticator(presented) == signed_in
    session_id = signed_in.viewer.session_id
    assert (await dispatch(FindSessions((session_id,))))[session_id].ended_at is None


async def test_production_has_none(platform: Platform) -> None:
    production = replace(platform, settings=platform.settings.model_copy(update={"env": "production"}))
    for make in (ensure_demo_player, open_qa_session):
        with pytest.raises(NotInProduction):
            await make(production)
