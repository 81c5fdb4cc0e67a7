"""Wallets and their history over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.platform import Platform
from tests import money_commands as money
from tests.fakes.shared import HeldClock
from tests.graphql_api.wallet.conftest import Adjust, Ask
from tests.lanes import real_judging, running_lanes
from tests.running import SignedInPlayer, SignUp

WALLET = """
fragment Whole on Wallet {
  id currency sequence lockedReason
  cash { amount currency } bonus { amount } inPlay { amount } withdrawalHold { amount } vault { amount }
  deficit { amount } total { amount } withdrawable { amount }
}
"""
HISTORY = """
query ($first: Int, $after: String, $last: Int, $before: String, $filter: TransactionFilter) {
  me {
    transactions(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges { cursor node { id sequence kind amount { amount } balanceAfter { amount } description reference
        round { id } game { id } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}
"""


async def page(ask: Ask, player: SignedInPlayer, **variables: Any) -> tuple[list[int], dict[str, Any]]:
    found = (await ask(player, HISTORY, **variables))["me"]["transactions"]
    return [int(edge["node"]["sequence"]) for edge in found["edges"]], found["pageInfo"]


async def test_shows_every_part_of_a_wallet(ask: Ask, adjust: Adjust, player: SignedInPlayer) -> None:
    await adjust(player.id, 12_345)
    data = await ask(player, WALLET + '{ me { wallets { ...Whole } wallet(currency: "EUR") { ...Whole } } }')
    (wallet,) = data["me"]["wallets"]
    assert data["me"]["wallet"] == wallet
    assert wallet.pop("id")
    assert wallet == {
        "currency": "EUR",
        "sequence": "1",
        "lockedReason": None,
        "cash": {"amount": "123.45", "currency": "EUR"},
        "total": {"amount": "123.45"},
        "withdrawable": {"amount": "123.45"},
        **{part: {"amount": "0.00"} for part in ("bonus", "inPlay", "withdrawalHold", "vault", "deficit")},
    }


@pytest.mark.clause("GLI-19 4.16", rule="a held stake is shown apart from cash", field="")
async def test_a_deficit_is_told_apart_and_cash_is_shown_as_zero(
    ask: Ask, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute("update wallets set cash = -250, in_play = 100 where player_id = $1", player.id)
    data = await ask(player, WALLET + '{ me { wallet(currency: "EUR") { ...Whole } } }')
    amounts = {part: data["me"]["wallet"][part]["amount"] for part in ("cash", "deficit", "inPlay", "total")}
    assert amounts == {"cash": "0.00", "deficit": "2.50", "inPlay": "1.00", "total": "-1.50"}


async def test_a_closed_gate_locks_the_wallet(ask: Ask, platform: Platform, adjust: Adjust, sign_up: SignUp) -> None:
    player = await sign_up()
    await adjust(player.id, 500)
    await platform.pool.execute("update player_gates set blocks = '{withdraw:REVIEW}' where player_id = $1", player.id)
    data = await ask(player, WALLET + '{ me { wallet(currency: "EUR") { ...Whole } } }')
    assert data["me"]["wallet"]["lockedReason"] == "REVIEW"
    assert data["me"]["wallet"]["withdrawable"] == {"amount": "0.00"}


async def test_there_is_no_wallet_in_another_currency(ask: Ask, player: SignedInPlayer) -> None:
    query = "query ($currency: String!) { me { wallet(currency: $currency) { id } } }"
    for currency in ("BTC", "XXX", "", "\x00"):
        assert (await ask(player, query, currency=currency)) == {"me": {"wallet": None}}


async def test_pages_through_the_history_and_back(ask: Ask, adjust: Adjust, player: SignedInPlayer) -> None:
    for amount in range(1, 8):
        await adjust(player.id, amount)
    first, info = await page(ask, player, first=3)
    assert first == [7, 6, 5]
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (True, False)
    await adjust(player.id, 8)
    second, info = await page(ask, player, first=3, after=info["endCursor"])
    assert second == [4, 3, 2]
    third, last = await page(ask, player, first=3, after=info["endCursor"])
    assert third == [1]
    assert not last["hasNextPage"]
    back, info = await page(ask, player, last=2, before=last["startCursor"])
    assert back == [3, 2]
    assert (info["hasNextPage"], info["hasPreviousPage"]) == (True, True)
    oldest, _ = await page(ask, player, last=2)
    assert oldest == [2, 1]
    assert (await page(ask, player, after="nonsense"))[0] == []


async def test_filters_the_history(ask: Ask, adjust: Adjust, player: SignedInPlayer) -> None:
    await adjust(player.id, 100)
    await adjust(player.id, -30)
    now = datetime.now(UTC)
    assert (await page(ask, player, filter={"kinds": ["ADJUSTMENT"]}))[0] == [2, 1]
    assert (await page(ask, player, filter={"kinds": []}))[0] == [2, 1]
    assert (await page(ask, player, filter={"kinds": ["BET", "WIN"]}))[0] == []
    assert (await page(ask, player, filter={"currency": "EUR"}))[0] == [2, 1]
    assert (await page(ask, player, filter={"currency": "BTC"}))[0] == []
    hour = timedelta(hours=1)
    assert (await page(ask, player, filter={"since": (now - hour).isoformat()}))[0] == [2, 1]
    assert (await page(ask, player, filter={"until": (now - hour).isoformat()}))[0] == []


@pytest.mark.clause("UK RTS 1", rule="the history reaches back to the first day, at once and by time", field="")
@pytest.mark.clause("GLI-19 2.5.7", rule="every movement of the past year with the balance after it", field="")
async def test_the_history_reaches_back_to_the_first_day(
    ask: Ask, adjust: Adjust, postgres_url: str, player: SignedInPlayer
) -> None:
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=400)
    async with running_lanes(postgres_url, judging=replace(real_judging(), clock=HeldClock(long_ago))) as then:
        await then.settle(money.adjust(player.id, 5_000, f"first-{player.id}"))
    await adjust(player.id, -1_000)
    assert (await page(ask, player))[0] == [2, 1]
    edges = (await ask(player, HISTORY))["me"]["transactions"]["edges"]
    assert [edge["node"]["balanceAfter"]["amount"] for edge in edges] == ["40.00", "50.00"]
    year = timedelta(days=365)
    assert (await page(ask, player, filter={"since": (now - year).isoformat()}))[0] == [2]
    assert (await page(ask, player, filter={"until": (now - year).isoformat()}))[0] == [1]


async def test_a_transaction_tells_what_it_was(ask: Ask, adjust: Adjust, player: SignedInPlayer) -> None:
    await adjust(player.id, 1_000)
    await adjust(player.id, -250)
    edges = (await ask(player, HISTORY))["me"]["transactions"]["edges"]
    node = edges[0]["node"]
    assert node.pop("id")
    assert node.pop("reference")
    assert node == {
        "sequence": "2",
        "kind": "ADJUSTMENT",
        "amount": {"amount": "-2.50"},
        "balanceAfter": {"amount": "7.50"},
        "description": "Adjustment",
        "round": None,
        "game": None,
    }


async def test_nodes_are_for_their_owner_alone(ask: Ask, adjust: Adjust, sign_up: SignUp) -> None:
    owner, stranger = await sign_up(), await sign_up()
    await adjust(owner.id, 100)
    mine = await ask(owner, "{ me { wallets { id } transactions { edges { node { id } } } } }")
    ids = [mine["me"]["wallets"][0]["id"], mine["me"]["transactions"]["edges"][0]["node"]["id"]]
    nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    found = (await ask(owner, nodes, ids=ids))["nodes"]
    assert [(node["__typename"], node["id"]) for node in found] == [("Wallet", ids[0]), ("Transaction", ids[1])]
    assert (await ask(stranger, nodes, ids=ids)) == {"nodes": [None, None]}
    assert (await ask(None, nodes, ids=ids)) == {"nodes": [None, None]}
