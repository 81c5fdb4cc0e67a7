"""Sockets: they end with their session, and cookies open them for our own pages alone."""

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from app.platform import Platform
from domain.identity import Logout
from domain.shared import Dispatch
from tests.builders import a_visit
from tests.graphql_api.identity.conftest import ORIGIN
from tests.graphql_api.wallet.conftest import Socket, address, open_socket
from tests.running import SignedInPlayer, SignUp

__all__ = ["address"]

BALANCE = 'subscription { balanceChanged(currency: "EUR") { __typename } }'


async def test_a_socket_closes_when_its_session_ends_and_others_stay(
    address: str, dispatch: Dispatch, sign_up: SignUp
) -> None:
    leaving, staying = await sign_up(), await sign_up()
    async with open_socket(address, leaving) as closing, open_socket(address, staying) as open_still:
        await dispatch(Logout(leaving.viewer, None, a_visit()))
        assert await closing.closed() == 4401
        await open_still.subscribe(BALANCE)
        assert (await open_still.event())["__typename"] == "BalanceSnapshot"


async def test_a_session_that_another_process_ended_closes_its_sockets(
    address: str, platform: Platform, player: SignedInPlayer
) -> None:
    async with open_socket(address, player) as socket:
        await platform.pool.execute(
            "update sessions set ended_at = now(), end_reason = 'SIGNED_OUT' where id = $1", player.viewer.session_id
        )
        assert await socket.closed() == 4401


async def first_event(address: str, platform: Platform, player: SignedInPlayer, origin: str | None) -> str:
    cookie = f"{platform.identity.cookies.access_name}={player.tokens.access_token}"
    async with connect(
        f"ws://{address}/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        origin=Origin(origin) if origin else None,
        additional_headers={"Cookie": cookie},
        proxy=None,
    ) as connection:
        socket = Socket(connection)
        await socket.start(None)
        await socket.subscribe(BALANCE)
        return str((await socket.event())["__typename"])


async def test_a_page_of_ours_is_signed_in_by_its_cookie(
    address: str, platform: Platform, player: SignedInPlayer
) -> None:
    assert await first_event(address, platform, player, ORIGIN) == "BalanceSnapshot"


async def test_a_cookie_without_an_origin_is_no_session(
    address: str, platform: Platform, player: SignedInPlayer
) -> None:
    assert await first_event(address, platform, player, None) == "NotSignedIn"


async def test_a_foreign_page_is_refused_at_the_door(address: str, platform: Platform, player: SignedInPlayer) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await first_event(address, platform, player, "https://evil.example")
    assert refused.value.response.status_code == 403
