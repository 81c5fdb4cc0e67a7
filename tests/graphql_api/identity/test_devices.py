"""A device is known again by the token it was given; what is no such token counts for nothing."""

import pytest

from app.platform import Platform
from domain.identity.messages import Template
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import LOGIN, sign_in
from tests.messages import messages_to
from tests.running import SignedInPlayer

DEVICE = "X-Croupier-Device"


async def notices(platform: Platform, player: SignedInPlayer) -> int:
    """How often the player heard of a device that was never seen."""
    return sum(each.template is Template.NEW_SIGN_IN for each in await messages_to(platform, player.email))


async def devices(platform: Platform, player: SignedInPlayer) -> int:
    found = await platform.pool.fetchval("select count(*) from devices where player_id = $1", player.id)
    assert isinstance(found, int)
    return found


async def test_a_bearer_client_sends_the_token_that_its_first_sign_in_gave(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    first = (await api(LOGIN, sign_in(player.email)))["login"]["tokens"]["deviceToken"]
    heard, known = await notices(platform, player), await devices(platform, player)
    again = (await api(LOGIN, sign_in(player.email), headers={DEVICE: first}))["login"]["tokens"]["deviceToken"]
    assert (len(first), again) == (48, first)
    assert (await notices(platform, player), await devices(platform, player)) == (heard, known)


@pytest.mark.parametrize("sent", ["", "x", "a" * 47, "a" * 49, "A" * 48, "g" * 48, "a" * 5_000])
async def test_anything_else_is_no_device(api: Api, platform: Platform, player: SignedInPlayer, sent: str) -> None:
    known = await devices(platform, player)
    given = (await api(LOGIN, sign_in(player.email), headers={DEVICE: sent}))["login"]["tokens"]["deviceToken"]
    assert given != sent
    assert await devices(platform, player) == known + 1


async def test_a_browser_keeps_it_in_a_cookie_that_outlives_the_session(
    browser: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await browser(LOGIN, sign_in(player.email))
    token, heard = browser.http.cookies["croupier-device"], await notices(platform, player)
    await browser(LOGIN, sign_in(player.email))
    assert browser.http.cookies["croupier-device"] == token
    assert await notices(platform, player) == heard


async def test_a_cookie_outside_cookie_mode_names_no_device(
    api: Api, browser: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await browser(LOGIN, sign_in(player.email))
    token = browser.http.cookies["croupier-device"]
    sent = {"Cookie": f"croupier-device={token}"}
    assert (await api(LOGIN, sign_in(player.email), headers=sent))["login"]["tokens"]["deviceToken"] != token


async def test_another_origin_of_ours_may_send_it(api: Api) -> None:
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": DEVICE}
    answer = await api.http.options("/graphql", headers=asked)
    assert DEVICE.lower() in answer.headers["access-control-allow-headers"]
