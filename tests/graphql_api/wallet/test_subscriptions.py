"""A wallet, live, over graphql-transport-ws on the whole platform."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import pytest

from app.platform import Platform
from domain.identity import Logout
from domain.shared import Dispatch
from tests.builders import a_visit
from tests.graphql_api.wallet.conftest import Adjust, Socket, open_socket
from tests.running import SignedInPlayer, SignUp

BALANCE = """
subscription ($currency: String!, $after: String) {
  balanceChanged(currency: $currency, after: $after) {
    __typename
    ... on BalanceSnapshot { sequence wallet { cash { amount } } }
    ... on BalanceChange { previousSequence sequence delta { amount } causes { sequence kind amount { amount } }
      wallet { sequence cash { amount } } }
    ... on InvalidInput { code fields { path code message } }
    ... on UserError { code message }
  }
}
"""
TRANSACTIONS = """
subscription ($currency: String!, $after: String) {
  transactionAdded(currency: $currency, after: $after) {
    __typename
    ... on TransactionAdded { sequence transaction { amount { amount } } }
    ... on InvalidInput { fields { path code } }
    ... on UserError { code }
  }
}
"""


async def test_a_snapshot_then_changes(address: str, adjust: Adjust, player: SignedInPlayer) -> None:
    await adjust(player.id, 500)
    async with open_socket(address, player) as socket:
        await socket.subscribe(BALANCE, currency="EUR")
        assert await socket.event() == {
            "__typename": "BalanceSnapshot",
            "sequence": "1",
            "wallet": {"cash": {"amount": "5.00"}},
        }
        await adjust(player.id, -125)
        assert await socket.event() == {
            "__typename": "BalanceChange",
            "previousSequence": "1",
            "sequence": "2",
            "delta": {"amount": "-1.25"},
            "causes": [{"sequence": "2", "kind": "ADJUSTMENT", "amount": {"amount": "-1.25"}}],
            "wallet": {"sequence": "2", "cash": {"amount": "3.75"}},
        }


async def test_a_client_that_comes_back_with_after_misses_nothing(
    address: str, adjust: Adjust, player: SignedInPlayer
) -> None:
    seen: list[int] = []
    for step in range(5):
        async with open_socket(address, player) as socket:
            await socket.subscribe(TRANSACTIONS, currency="EUR", after=str(len(seen)))
            await adjust(player.id, 1 + step)
            seen += [int((await socket.event())["sequence"]) for _ in range(2 if step else 1)]
        await adjust(player.id, 100)
    assert seen == list(range(1, 10))


@pytest.mark.parametrize("query", [BALANCE, TRANSACTIONS])
async def test_nobody_is_told_to_sign_in_once(address: str, query: str) -> None:
    async with open_socket(address, None) as socket:
        await socket.subscribe(query, currency="EUR")
        event = await socket.event()
        assert (event["__typename"], event["code"]) == ("NotSignedIn", "NOT_SIGNED_IN")
        assert await socket.completed()


@pytest.mark.parametrize(
    ("variables", "path", "code"),
    [
        ({"currency": "XXX"}, "currency", "UNKNOWN_CURRENCY"),
        ({"currency": "BTC"}, "currency", "UNKNOWN_WALLET"),
        ({"currency": "\x00"}, "currency", "UNREADABLE_TEXT"),
        ({"currency": "EUR", "after": "soon"}, "after", "MALFORMED"),
        ({"currency": "EUR", "after": "7"}, "after", "FROM_THE_FUTURE"),
    ],
)
@pytest.mark.parametrize("query", [BALANCE, TRANSACTIONS])
async def test_bad_input_is_told_once(
    address: str, player: SignedInPlayer, query: str, variables: dict[str, Any], path: str, code: str
) -> None:
    async with open_socket(address, player) as socket:
        await socket.subscribe(query, **variables)
        event = await socket.event()
        assert event["__typename"] == "InvalidInput"
        assert [(field["path"], field["code"]) for field in event["fields"]] == [(path, code)]
        assert await socket.completed()


async def test_the_socket_closes_within_a_second_of_the_session_ending(
    address: str, adjust: Adjust, dispatch: Dispatch, platform: Platform, sign_up: SignUp
) -> None:
    player = await sign_up()
    async with open_socket(address, player) as socket:
        await socket.subscribe(BALANCE, currency="EUR")
        await socket.event()
        await dispatch(Logout(player.viewer, None, a_visit()))
        async with asyncio.timeout(1):
            assert await socket.closed() == 4401


async def test_two_hundred_sockets_hear_of_twenty_wallets(address: str, adjust: Adjust, sign_up: SignUp) -> None:
    """Ten sockets a player; each hears of every transaction once, in order."""
    players = [await sign_up() for _ in range(20)]
    async with AsyncExitStack() as opened:
        sockets: list[Socket] = [
            await opened.enter_async_context(open_socket(address, players[number % 20])) for number in range(200)
        ]
        for socket in sockets:
            await socket.subscribe(TRANSACTIONS, currency="EUR", after="0")
        await asyncio.gather(*(adjust(player.id, 1) for _ in range(5) for player in players))
        heard = await asyncio.gather(*(_five(socket) for socket in sockets))
    assert all(sequences == [1, 2, 3, 4, 5] for sequences in heard)


async def _five(socket: Socket) -> list[int]:
    return [int((await socket.event())["sequence"]) for _ in range(5)]
