"""The running platform, and ways to send it what it should not be sent."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson

from app.adapters.game_providers.hub88.signature import HEADER
from tests.auditor.books import connected
from tests.auditor.commands import PATH, Call, Kind
from tests.auditor.notices import HEADER as NOTICE_HEADER
from tests.auditor.notices import PATH as NOTICE_PATH
from tests.auditor.sending import Keys
from tests.auditor.wire import HttpReply, wires
from tests.faults.harness import Program, Seat
from tests.faults.harness.program import HOST

MONEY = ("wallets", "ledger_transactions", "postings", "settlements", "rounds", "deposits", "withdrawals")
DIGEST = "select '{table}', count(*), sum(hashtext(t::text)::bigint) from {table} t"
CALLS = [PATH + kind.value for kind in Kind] + [PATH + "/user/info"]

DEPOSIT = """
mutation ($input: StartDepositInput!) {
  startDeposit(input: $input) {
    __typename
    ... on UserError { code message }
    ... on InvalidInput { fields { path code } }
  }
}
"""


@dataclass
class Target:
    """The running platform, one player, and what the companies outside sign with."""

    program: Program
    database_url: str
    seat: Seat
    keys: Keys

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> HttpReply:
        """One answer; a 500 or a stack trace is never one."""
        with wires(HOST, self.program.port, 1) as (wire,):
            reply = await wire.post(path, body, headers)
        assert reply.status not in range(500, 503), reply
        assert b"Traceback" not in reply.body
        return reply

    async def hub88(self, path: str, body: bytes) -> dict[str, Any]:
        """Signed, whatever it is."""
        reply = await self.post(path, body, {HEADER: self.keys.games.sign(body)})
        assert reply.status == 200
        told: dict[str, Any] = orjson.loads(reply.body)
        return told

    async def bet(self, **changes: Any) -> str:
        """The status of an ordinary bet with these changes to its message; None takes a member out."""
        _, body = Call(self.seat, Kind.BET, str(uuid4()), str(uuid4()), 1).body()
        message = {name: value for name, value in (orjson.loads(body) | changes).items() if value is not None}
        return str((await self.hub88(PATH + "/transaction/bet", json.dumps(message).encode()))["status"])

    async def notice(self, body: bytes, header: str | None = None) -> tuple[int, str]:
        """Status and code; signed well, unless with ``header``."""
        signed = self.keys.of_payments(body) if header is None else header
        reply = await self.post(NOTICE_PATH, body, {NOTICE_HEADER: signed, "Content-Type": "application/json"})
        return reply.status, orjson.loads(reply.body)["error"]["code"]

    async def graphql(self, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
        reply = await self.post("/graphql", body, {"Content-Type": "application/json", **headers})
        told: dict[str, Any] = json.loads(reply.body)
        return reply.status, told

    async def ask(self, document: str, variables: dict[str, object] | None = None) -> dict[str, Any]:
        """In the player's name; ``json.dumps`` escapes what UTF-8 cannot carry."""
        body = json.dumps({"query": document, "variables": variables or {}}).encode()
        _, told = await self.graphql(body, Authorization=f"Bearer {self.seat.access_token}")
        return told

    async def money(self) -> list[tuple[str, int, int]]:
        """Every money table: how many rows, and a digest of what they say."""
        async with connected(self.database_url) as connection:
            return [tuple(await connection.fetchrow(DIGEST.format(table=table))) for table in MONEY]


def a_deposit(key: str | None = None, *, method: str = "sandbox_card", **amount: str) -> dict[str, object]:
    """The variables of DEPOSIT."""
    return {"input": {"method": method, "amount": amount, "idempotencyKey": key or uuid4().hex}}


async def order_a_deposit(target: Target) -> None:
    """Under the player's own user name as its key."""
    told = await target.ask(DEPOSIT, a_deposit(target.seat.user, amount="10.00", currency="EUR"))
    assert told["data"]["startDeposit"]["__typename"] == "StartDepositSuccess", told
