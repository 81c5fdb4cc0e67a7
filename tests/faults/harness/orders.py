"""Deposits that players order through the platform's API, for the payment provider to tell of."""

import json
from collections.abc import Sequence
from uuid import uuid4

import asyncpg

from tests.auditor.notices import Deposit
from tests.auditor.wire import Wire, wires
from tests.faults.harness.seats import Seat

DOCUMENT = """
mutation ($input: StartDepositInput!) {
  startDeposit(input: $input) { __typename ... on UserError { code message } }
}
"""
ORDERS = """
select player_id, id::text, amount, payment_reference from deposits where player_id = any($1::uuid[]) order by id
"""


async def order_deposits(
    address: tuple[str, int], database_url: str, seats: Sequence[Seat], each: int
) -> dict[str, dict[str, Deposit]]:
    """``each`` deposits of every player, by user and by the order's id."""
    with wires(*address, 1) as (wire,):
        for seat in seats:
            for _ in range(each):
                await _order(wire, seat)
    connection = await asyncpg.connect(database_url)
    try:
        rows = await connection.fetch(ORDERS, [seat.player for seat in seats])
    finally:
        await connection.close()
    found: dict[str, dict[str, Deposit]] = {seat.user: {} for seat in seats}
    for player, order, minor, payment in rows:
        found[player.hex][order] = Deposit(minor, payment)
    return found


async def _order(wire: Wire, seat: Seat) -> None:
    amount = {"amount": "700" if seat.currency == "JPY" else "7.00", "currency": seat.currency}
    order = {"method": "sandbox_card", "amount": amount, "idempotencyKey": uuid4().hex}
    body = json.dumps({"query": DOCUMENT, "variables": {"input": order}}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {seat.access_token}"}
    reply = await wire.post("/graphql", body, headers)
    told = json.loads(reply.body)
    assert told["data"]["startDeposit"]["__typename"] == "StartDepositSuccess", told
