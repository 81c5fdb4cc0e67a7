"""A client that follows one wallet's history over graphql-transport-ws, and comes back with ``after``."""

import asyncio
import json
from collections import Counter
from contextlib import suppress

import websockets
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from tests.auditor.wire import Unanswered, wires
from tests.builders import PASSWORD
from tests.faults.harness.seats import Seat

DOCUMENT = """
subscription ($currency: String!, $after: String) {
  transactionAdded(currency: $currency, after: $after) {
    __typename
    ... on TransactionAdded { sequence transaction { sequence reference } }
    ... on SnapshotRequired { sequence }
    ... on UserError { code message }
  }
}
"""
LOGIN = """
mutation ($input: LoginInput!) {
  login(input: $input) { ... on LoginSuccess { tokens { accessToken } } ... on UserError { code } }
}
"""
EXPIRED = 4403
BACK_AFTER_SECONDS = 0.05


class Subscriber:
    """``seen`` are the sequences in the order in which they came, over all its connections."""

    def __init__(self, address: tuple[str, int], seat: Seat) -> None:
        self.seat = seat
        self.seen: list[int] = []
        self.closed_with: Counter[int | None] = Counter()
        self.connections = 0
        self.strange: list[object] = []
        """Messages that have no business here."""
        self._url = f"ws://{address[0]}:{address[1]}/graphql"
        self._address = address
        self._token = seat.access_token
        self._grown = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                async with websockets.connect(
                    self._url, subprotocols=[Subprotocol("graphql-transport-ws")], open_timeout=5, proxy=None
                ) as socket:
                    await self._follow(socket)
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else None
                self.closed_with[code] += 1
                if code == EXPIRED:
                    await self._sign_in()
            except (OSError, InvalidHandshake, TimeoutError):
                pass
            await asyncio.sleep(BACK_AFTER_SECONDS)

    async def until(self, sequence: int, seconds: float) -> None:
        """Returns when ``sequence`` has come. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not self.seen or self.seen[-1] < sequence:
                self._grown.clear()
                await self._grown.wait()

    async def _sign_in(self) -> None:
        """A new token for one that has expired; where nobody answers, the old one is shown again."""
        asked = {"query": LOGIN, "variables": {"input": {"email": self.seat.email, "password": PASSWORD}}}
        with wires(*self._address, 1) as (wire,), suppress(Unanswered):
            reply = await wire.post("/graphql", json.dumps(asked).encode(), {"Content-Type": "application/json"})
            self._token = json.loads(reply.body)["data"]["login"]["tokens"]["accessToken"]

    async def _follow(self, socket: ClientConnection) -> None:
        authorization = {"authorization": f"Bearer {self._token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": authorization}))
        acknowledged = json.loads(await socket.recv())
        assert acknowledged["type"] == "connection_ack", acknowledged
        self.connections += 1
        after = str(self.seen[-1] if self.seen else 0)
        variables = {"currency": self.seat.currency, "after": after}
        asked = {"query": DOCUMENT, "variables": variables}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": asked}))
        async for text in socket:
            message = json.loads(text)
            added = (message.get("payload") or {}).get("data", {}).get("transactionAdded", {})
            if message["type"] == "next" and added.get("__typename") == "TransactionAdded":
                self.seen.append(int(added["sequence"]))
                self._grown.set()
            else:
                self.strange.append(message)
