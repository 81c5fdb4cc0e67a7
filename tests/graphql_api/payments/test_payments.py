"""Deposits and withdrawals as clients see them."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.shared import PlayerId
from domain.wallet import AdjustBalance, meaning_of
from graphql_api.core import global_id
from tests.graphql_api.payments.conftest import Client
from tests.running import SignedInPlayer, SignUp

START = """
mutation ($input: StartDepositInput!) { startDeposit(input: $input) { __typename
  ... on StartDepositSuccess { deposit { id method amount { amount currency } state reason startedAt endedAt
      action { __typename ... on CardForm { url } } }
    action { __typename ... on CardForm { url } ... on Redirect { url } } }
  ... on UserError { code message } ... on InvalidInput { fields { path code } } ... on NotAllowed { reasons } } }
"""
WITHDRAW = """
mutation ($input: RequestWithdrawalInput!) { requestWithdrawal(input: $input) { __typename
  ... on RequestWithdrawalSuccess { withdrawal { id method amount { amount currency } state reason endedAt } }
  ... on UserError { code message } ... on InvalidInput { fields { path code } } ... on NotAllowed { reasons }
  ... on StepUpRequired { methods } ... on InsufficientFunds { playable { amount } } } }
"""
STEP_UP = "mutation ($input: StepUpInput!) { stepUp(input: $input) { __typename } }"
DEPOSITS = """
query ($after: String) { me { deposits(first: 2, after: $after) {
  edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } }
"""


def order(amount: str = "25.00", currency: str = "EUR") -> dict[str, Any]:
    return {
        "method": "sandbox_card",
        "amount": {"amount": amount, "currency": currency},
        "idempotencyKey": uuid4().hex,
    }


async def fund(client: Client, player_id: PlayerId, minor: int = 10_000) -> None:
    key = uuid4().hex
    await client.platform.settlement.settle(
        AdjustBalance(player_id, "EUR", "test", key, meaning_of(key), minor, "test")
    )


async def test_methods_are_public_and_say_their_limits(client: Client) -> None:
    query = """query ($direction: PaymentDirection, $currency: String) {
      paymentMethods(direction: $direction, currency: $currency) {
        code title kind arrivesWithin limits { direction minimum { amount currency } maximum { amount } } } }"""
    (card,) = (await client.ask(None, query, direction="DEPOSIT", currency="JPY"))["paymentMethods"]
    assert (card["code"], card["kind"], card["arrivesWithin"]) == ("sandbox_card", "CARD", "PT30S")
    assert card["limits"] == [
        {
            "direction": "DEPOSIT",
            "minimum": {"amount": "500", "currency": "JPY"},
            "maximum": {"amount": "800000"},
        }
    ]
    (every,) = (await client.ask(None, query))["paymentMethods"]
    assert len(every["limits"]) == 14
    for nothing in ("XXX", "", "\0", "🎰" * 500):
        assert (await client.ask(None, query, currency=nothing))["paymentMethods"] == []


async def test_a_deposit_from_order_to_page(client: Client, player: SignedInPlayer) -> None:
    given = order()
    result = await client.do(player, START, **given)
    assert result["__typename"] == "StartDepositSuccess"
    deposit = result["deposit"]
    assert (deposit["state"], deposit["amount"]) == ("PENDING", {"amount": "25.00", "currency": "EUR"})
    assert deposit["action"] == result["action"]
    assert result["action"]["__typename"] == "CardForm"
    assert (await client.http.get(result["action"]["url"])).status_code == 200
    assert await client.do(player, START, **given) == result
    conflict = await client.do(player, START, **{**given, "amount": {"amount": "26.00", "currency": "EUR"}})
    assert (conflict["__typename"], conflict["code"]) == ("IdempotencyConflict", "IDEMPOTENCY_CONFLICT")


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"method": "none"}, {("method", "UNKNOWN")}),
        ({"idempotencyKey": "short"}, {("idempotencyKey", "WRONG_LENGTH")}),
        ({"idempotencyKey": "k" * 65}, {("idempotencyKey", "WRONG_LENGTH")}),
        ({"idempotencyKey": "nul\0nul\0"}, {("idempotencyKey", "UNREADABLE_TEXT")}),
        ({"amount": {"amount": "", "currency": "EUR"}}, {("amount.amount", "MALFORMED")}),
        ({"amount": {"amount": "-1", "currency": "EUR"}}, {("amount.amount", "MALFORMED")}),
        ({"amount": {"amount": "1e400", "currency": "EUR"}}, {("amount.amount", "MALFORMED")}),
        ({"amount": {"amount": "9" * 30, "currency": "EUR"}}, {("amount.amount", "MALFORMED")}),
        ({"amount": {"amount": "0", "currency": "EUR"}}, {("amount.amount", "TOO_SMALL")}),
        ({"amount": {"amount": "10.001", "currency": "EUR"}}, {("amount.amount", "EXCESS_DIGITS")}),
        ({"amount": {"amount": "10", "currency": "XXX"}}, {("amount.currency", "UNKNOWN_CURRENCY")}),
        ({"amount": {"amount": "10", "currency": "E\0R"}}, {("amount.currency", "UNREADABLE_TEXT")}),
    ],
)
@pytest.mark.parametrize("mutation", [START, WITHDRAW])
async def test_a_bad_field_is_data(
    client: Client, player: SignedInPlayer, mutation: str, changed: dict[str, Any], problems: set[tuple[str, str]]
) -> None:
    result = await client.do(player, mutation, **{**order(), **changed})
    assert result["__typename"] == "InvalidInput"
    assert {(field["path"], field["code"]) for field in result["fields"]} == problems


@pytest.mark.parametrize("mutation", [START, WITHDRAW])
async def test_nobody_moves_money(client: Client, mutation: str) -> None:
    assert (await client.do(None, mutation, **order()))["__typename"] == "NotSignedIn"


@pytest.mark.clause("GLI-19 2.5.6(a)", rule="a deposit that is denied says why", field="")
async def test_a_closed_gate_is_not_allowed(client: Client, player: SignedInPlayer) -> None:
    await client.platform.pool.execute(
        "update player_gates set blocks = '{deposit:TIME_OUT}' where player_id = $1", player.id
    )
    result = await client.do(player, START, **order())
    assert (result["__typename"], result["reasons"]) == ("NotAllowed", ["TIME_OUT"])


@pytest.mark.clause("GLI-19 A.3.6(c)", rule="a withdrawal needs fresh proof", field="session.proof_seconds")
@pytest.mark.clause("GLI-19 2.5.6(a)", rule="a withdrawal that is denied says why, and what could be had", field="")
async def test_a_withdrawal_needs_fresh_proof_and_funds(client: Client, player: SignedInPlayer) -> None:
    await fund(client, player.id)
    given = order("40.00")
    result = await client.do(player, WITHDRAW, **given)
    assert (result["__typename"], result["methods"]) == ("StepUpRequired", ["PASSWORD"])
    proof = await client.do(player, STEP_UP, method="PASSWORD", password=player.password)
    assert proof["__typename"] == "StepUpSuccess"
    result = await client.do(player, WITHDRAW, **given)
    assert result["__typename"] == "RequestWithdrawalSuccess"
    assert result["withdrawal"]["state"] == "REQUESTED"
    assert await client.do(player, WITHDRAW, **given) == result
    short = await client.do(player, WITHDRAW, **order("60.01"))
    assert (short["__typename"], short["playable"]) == ("InsufficientFunds", {"amount": "60.00"})
    none = await client.do(player, WITHDRAW, **order("40.00", "GBP"))
    assert none["__typename"] == "UnknownWallet"
    held = await client.ask(player, '{ me { wallet(currency: "EUR") { withdrawalHold { amount } cash { amount } } } }')
    assert held["me"]["wallet"] == {"withdrawalHold": {"amount": "40.00"}, "cash": {"amount": "60.00"}}


async def test_lists_are_keyset_pages(client: Client, player: SignedInPlayer) -> None:
    started = [(await client.do(player, START, **order()))["deposit"]["id"] for _ in range(5)]
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await client.ask(player, DEPOSITS, after=after))["me"]["deposits"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == started[::-1]
    backward = "{ me { deposits(last: 2) { edges { node { id } } pageInfo { hasPreviousPage } } } }"
    page = (await client.ask(player, backward))["me"]["deposits"]
    assert [edge["node"]["id"] for edge in page["edges"]] == started[1::-1]
    for unreadable in ("", "x", "bm90LWEtdXVpZA", "\0"):
        page = (await client.ask(player, DEPOSITS, after=unreadable))["me"]["deposits"]
        assert page["edges"] == []
    assert (await client.ask(player, "{ me { withdrawals { edges { cursor } } } }"))["me"]["withdrawals"]["edges"] == []


async def test_nodes_are_their_owners_alone(client: Client, sign_up: SignUp) -> None:
    owner, other = await sign_up(), await sign_up()
    deposit = (await client.do(owner, START, **order()))["deposit"]["id"]
    query = "query ($id: ID!) { node(id: $id) { __typename id } }"
    assert (await client.ask(owner, query, id=deposit))["node"] == {"__typename": "Deposit", "id": deposit}
    assert (await client.ask(other, query, id=deposit))["node"] is None
    assert (await client.ask(None, query, id=deposit))["node"] is None
    for kind in ("Deposit", "Withdrawal"):
        for key in (str(uuid4()), "x", str(UUID(int=0)).upper(), uuid4().hex):
            assert (await client.ask(owner, query, id=global_id(kind, key)))["node"] is None


async def test_a_transaction_leads_to_its_payment(client: Client, player: SignedInPlayer) -> None:
    await fund(client, player.id)
    await client.do(player, STEP_UP, method="PASSWORD", password=player.password)
    withdrawal = (await client.do(player, WITHDRAW, **order("10.00")))["withdrawal"]["id"]
    query = (
        "{ me { transactions { edges { node { kind payment { ... on Withdrawal { id } ... on Deposit { id } } } } } } }"
    )
    lines = [edge["node"] for edge in (await client.ask(player, query))["me"]["transactions"]["edges"]]
    assert lines == [
        {"kind": "WITHDRAWAL_REQUESTED", "payment": {"id": withdrawal}},
        {"kind": "ADJUSTMENT", "payment": None},
    ]
