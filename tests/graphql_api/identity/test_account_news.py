"""``gateChanged`` and ``sessionEvents`` over graphql-transport-ws on the whole platform."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.platform import Platform
from domain.identity import Login, Logout, SignedIn, Viewer
from domain.jurisdiction import GLI
from domain.shared import Dispatch, PlayerId
from graphql_api.core import global_id
from tests.builders import PASSWORD, a_visit
from tests.graphql_api.wallet.conftest import Ask, Socket, address, ask, open_socket
from tests.running import SignedInPlayer, SignUp

__all__ = ["address", "ask"]

GATES = """
subscription {
  gateChanged {
    __typename
    ... on GatesChanged { gates { login { open } deposit { open } bet { open reasons } withdraw { open } } }
    ... on UserError { code message }
  }
}
"""
SESSIONS = """
subscription {
  sessionEvents {
    __typename
    ... on NewSignIn { at ip userAgent method session { id ip current } }
    ... on SessionRevoked { reason session { id current } }
    ... on SessionLocked { session { id current } }
    ... on UserError { code message }
  }
}
"""


async def set_gate(platform: Platform, player_id: PlayerId, *, closed: bool) -> None:
    async with platform.sessions() as session:
        gates = PostgresPlayerGates(session)
        await (gates.block if closed else gates.unblock)(player_id, ["bet:TERMS_CHANGED"])
        await session.commit()


async def sign_in(dispatch: Dispatch, player: SignedInPlayer) -> SignedIn:
    return await dispatch(Login(player.email, PASSWORD, a_visit()))


async def followed(platform: Platform, player: SignedInPlayer) -> None:
    """The subscription has begun; what is committed from here on is told."""
    async with asyncio.timeout(10):
        while (watch := platform.live.player_news.find(player.id)) is None or not watch.of_sessions:  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def first(socket: Socket, platform: Platform, player: SignedInPlayer) -> None:
    await socket.subscribe(SESSIONS)
    await followed(platform, player)


async def test_gates_are_shown_first_and_then_whenever_they_differ(
    address: str, platform: Platform, player: SignedInPlayer, ask: Ask
) -> None:
    async with open_socket(address, player) as socket:
        await socket.subscribe(GATES)
        opened = await socket.event()
        assert opened["gates"]["bet"] == {"open": True, "reasons": []}
        await set_gate(platform, player.id, closed=True)
        closed = await socket.event()
        assert closed["gates"]["bet"] == {"open": False, "reasons": ["TERMS_CHANGED"]}
        assert closed["gates"]["withdraw"] == {"open": True}
        shown = await ask(player, "{ me { gates { bet { open reasons } } } }")
        assert shown["me"]["gates"]["bet"] == closed["gates"]["bet"]
        await set_gate(platform, player.id, closed=False)
        assert await socket.event() == opened


async def test_a_sign_in_elsewhere_is_told_with_where_it_came_from(
    address: str, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    async with open_socket(address, player) as socket:
        await first(socket, platform, player)
        signed_in = await sign_in(dispatch, player)
        event = await socket.event()
        session_id = global_id("Session", signed_in.session.id)
        assert event.pop("at")
        assert event == {
            "__typename": "NewSignIn",
            "ip": a_visit().ip,
            "userAgent": a_visit().user_agent,
            "method": "PASSWORD",
            "session": {"id": session_id, "ip": a_visit().ip, "current": False},
        }
        await dispatch(Logout(Viewer(player.id, signed_in.session.id), None, a_visit()))
        assert await socket.event() == {
            "__typename": "SessionRevoked",
            "reason": "SIGNED_OUT",
            "session": {"id": session_id, "current": False},
        }


async def test_each_socket_knows_which_session_is_its_own(
    address: str, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    other = await sign_in(dispatch, player)
    viewer = Viewer(player.id, other.session.id)
    second = SignedInPlayer(viewer, player.email, player.password, other.tokens)
    async with open_socket(address, player) as one, open_socket(address, second) as two:
        await first(one, platform, player)
        await first(two, platform, player)
        async with asyncio.timeout(10):
            while (watch := platform.live.player_news.find(player.id)) is None or len(watch.of_sessions) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        await platform.pool.execute("update sessions set locked_at = now() where id = $1", other.session.id)
        platform.live.player_news.tell(player.id)
        for socket, own in ((one, False), (two, True)):
            assert await socket.event() == {
                "__typename": "SessionLocked",
                "session": {"id": global_id("Session", other.session.id), "current": own},
            }


async def test_a_session_that_lies_idle_is_told_as_locked(
    address: str, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    idle = await sign_in(dispatch, player)
    async with open_socket(address, player) as socket:
        await first(socket, platform, player)
        await platform.pool.execute(
            "update sessions set last_active_at = now() - $2::interval where id = $1",
            idle.session.id,
            timedelta(seconds=GLI.session.idle_seconds + 1),
        )
        platform.live.player_news.tell(player.id)
        assert (await socket.event())["__typename"] == "SessionLocked"


async def test_the_socket_of_the_session_that_ends_closes_and_others_are_told(
    address: str, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    other = await sign_in(dispatch, player)
    viewer = Viewer(player.id, other.session.id)
    second = SignedInPlayer(viewer, player.email, player.password, other.tokens)
    async with open_socket(address, player) as staying, open_socket(address, second) as leaving:
        await first(staying, platform, player)
        await leaving.subscribe(SESSIONS)
        await dispatch(Logout(viewer, None, a_visit()))
        async with asyncio.timeout(1):
            assert await leaving.closed() == 4401
        assert (await staying.event())["reason"] == "SIGNED_OUT"


@pytest.mark.parametrize("query", [GATES, SESSIONS])
async def test_nobody_is_told_to_sign_in_once(address: str, query: str) -> None:
    async with open_socket(address, None) as socket:
        await socket.subscribe(query)
        event: dict[str, Any] = await socket.event()
        assert (event["__typename"], event["code"]) == ("NotSignedIn", "NOT_SIGNED_IN")
        assert await socket.completed()


async def test_one_player_hears_nothing_of_another(
    address: str, platform: Platform, dispatch: Dispatch, sign_up: SignUp
) -> None:
    one, other = await sign_up(), await sign_up()
    async with open_socket(address, one) as socket:
        await first(socket, platform, one)
        await sign_in(dispatch, other)
        mine = await sign_in(dispatch, one)
        assert (await socket.event())["session"]["id"] == global_id("Session", mine.session.id)


RULES = """
subscription { jurisdictionChanged { __typename ... on JurisdictionChanged { jurisdiction { code version } } } }
"""


async def test_the_rules_of_a_player_are_shown_first_and_then_whenever_they_change(
    address: str, platform: Platform, player: SignedInPlayer
) -> None:
    async with open_socket(address, player) as socket:
        await socket.subscribe(RULES)
        assert (await socket.event())["jurisdiction"] == {"code": "GLI", "version": 1}
        await platform.pool.execute("update player_gates set jurisdiction = 'GB' where player_id = $1", player.id)
        platform.live.player_news.tell(player.id)
        assert (await socket.event())["jurisdiction"] == {"code": "GB", "version": 1}


async def test_a_visitor_is_told_once_whose_rules_they_are_under(address: str) -> None:
    async with open_socket(address, None) as socket:
        await socket.subscribe(RULES)
        assert (await socket.event())["jurisdiction"] == {"code": "GLI", "version": 1}
