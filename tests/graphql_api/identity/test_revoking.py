"""Ending sessions from another one: at once, everywhere, and nobody else's."""

import asyncio
from time import monotonic
from uuid import uuid4

import pytest

from app.platform import Platform
from domain.identity import Login, Viewer
from domain.shared import Dispatch
from graphql_api.core import global_id
from tests.builders import a_visit
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import ME
from tests.graphql_api.identity.session_documents import REVOKE, REVOKE_OTHERS, SESSIONS
from tests.graphql_api.identity.two_factor import do
from tests.graphql_api.wallet.conftest import address, open_socket
from tests.running import SignedInPlayer, SignUp

__all__ = ["address"]


@pytest.fixture
async def elsewhere(dispatch: Dispatch, player: SignedInPlayer) -> SignedInPlayer:
    """The same person on another device."""
    signed_in = await dispatch(Login(player.email, player.password, a_visit()))
    viewer = Viewer(player.id, signed_in.session.id)
    return SignedInPlayer(viewer, player.email, player.password, signed_in.tokens)


def name_of(player: SignedInPlayer) -> str:
    return str(global_id("Session", player.viewer.session_id))


async def events_of(platform: Platform, player: SignedInPlayer) -> list[str]:
    rows = await platform.pool.fetch(
        "select event from access_log where player_id = $1 and session_id = $2 order by id",
        *(player.id, player.viewer.session_id),
    )
    return [row["event"] for row in rows]


async def test_one_session_ends_and_the_others_go_on(
    api: Api, platform: Platform, player: SignedInPlayer, elsewhere: SignedInPlayer
) -> None:
    ended = await do(api, REVOKE, player, sessionId=name_of(elsewhere))
    assert (ended["__typename"], ended["sessionId"]) == ("RevokeSessionSuccess", name_of(elsewhere))
    assert await api(ME, by=elsewhere) == {"me": None}
    assert (await api(SESSIONS, by=player))["me"]["sessions"]["edges"][0]["node"]["id"] == name_of(player)
    assert (await events_of(platform, elsewhere))[-1] == "SESSION_REVOKED"
    reason = "select end_reason from sessions where id = $1"
    assert await platform.pool.fetchval(reason, elsewhere.viewer.session_id) == "REVOKED"


async def test_all_others_end_and_this_one_goes_on(
    api: Api, platform: Platform, player: SignedInPlayer, elsewhere: SignedInPlayer, sign_up: SignUp
) -> None:
    stranger = await sign_up()
    ended = await do(api, REVOKE_OTHERS, player)
    assert ended == {"__typename": "RevokeOtherSessionsSuccess", "sessionIds": [name_of(elsewhere)]}
    assert await api(ME, by=elsewhere) == {"me": None}
    assert (await api(ME, by=player))["me"] is not None
    assert (await api(ME, by=stranger))["me"] is not None
    assert (await events_of(platform, elsewhere))[-1] == "SESSION_REVOKED"
    assert (await do(api, REVOKE_OTHERS, player))["sessionIds"] == []


async def test_only_an_open_session_of_ones_own_can_be_ended(
    api: Api, player: SignedInPlayer, elsewhere: SignedInPlayer, sign_up: SignUp
) -> None:
    stranger = await sign_up()
    await do(api, REVOKE, player, sessionId=name_of(elsewhere))
    for name in (name_of(elsewhere), name_of(stranger), str(global_id("Session", uuid4()))):
        assert (await do(api, REVOKE, player, sessionId=name))["code"] == "UNKNOWN_SESSION"
    assert (await api(ME, by=stranger))["me"] is not None


async def test_refuses_the_signed_out_and_the_unreadable(api: Api, player: SignedInPlayer) -> None:
    assert (await do(api, REVOKE, None, sessionId=name_of(player)))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, REVOKE_OTHERS))["code"] == "NOT_SIGNED_IN"
    for unreadable in ("", "x", "\x00", str(global_id("Player", player.id))):
        refused = await do(api, REVOKE, player, sessionId=unreadable)
        assert (refused["code"], refused["fields"][0]["path"]) == ("INVALID_INPUT", "sessionId")


async def test_open_sockets_of_the_ended_session_close_within_a_second(
    address: str, api: Api, player: SignedInPlayer, elsewhere: SignedInPlayer
) -> None:
    async with open_socket(address, elsewhere) as here, open_socket(address, player) as mine:
        await do(api, REVOKE, player, sessionId=name_of(elsewhere))
        assert await here.closed() == 4401
        await mine.subscribe('subscription { balanceChanged(currency: "EUR") { __typename } }')
        assert (await mine.event())["__typename"] == "BalanceSnapshot"


async def test_also_those_that_another_process_holds(
    address: str, platform: Platform, player: SignedInPlayer, elsewhere: SignedInPlayer
) -> None:
    async with open_socket(address, elsewhere) as there:
        closed = asyncio.create_task(there.closed())
        await platform.pool.execute(  # what a process that this one hears nothing from does
            "update sessions set ended_at = now(), end_reason = 'REVOKED' where id = $1", elsewhere.viewer.session_id
        )
        committed = monotonic()
        assert await closed == 4401
        assert monotonic() - committed < 1
