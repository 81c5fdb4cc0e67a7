"""Calls to the operator's wallet, as Hub88 makes them: signed, repeated as the same transaction, judged by status."""

import asyncio
import logging
from dataclasses import dataclass
from uuid import uuid4

import httpx
import orjson
from asyncpg import Record

from app.adapters.game_providers.hub88.signature import HEADER, Signer

TIMEOUT = httpx.Timeout(10.0, connect=3.0)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is empty when nothing that can be read came back."""

    status: str
    balance: int | None = None

    @property
    def ok(self) -> bool:
        return self.status == "RS_OK"

    @property
    def unsure(self) -> bool:
        """Whether the operator may have done it nevertheless."""
        return self.status in ("", "RS_ERROR_UNKNOWN", "RS_ERROR_TIMEOUT")


class OperatorWallet:
    """One round's conversation: its connection is kept until it is left."""

    def __init__(self, http: httpx.AsyncClient, signer: Signer, pause_seconds: float = 1.0) -> None:
        self._http = http
        self._signer = signer
        self._pause_seconds = pause_seconds

    async def balance(self, seat: Record) -> Answer:
        asked = {"user": seat["player"], "token": seat["token"], "game_code": seat["game"]}
        return await self._send("/user/balance", asked, attempts=2)

    async def bet(self, seat: Record, round_: Record) -> Answer:
        body = {**_transaction(seat, round_), "transaction_uuid": round_["bet_uuid"], "amount": round_["stake"]}
        return await self._send("/transaction/bet", body, attempts=4)

    async def win(self, seat: Record, round_: Record, amount: int, attempts: int = 3) -> Answer:
        """Sent for a loss too, with the amount zero: it ends the round."""
        settling = _settling(seat, round_)
        return await self._send("/transaction/win", {**settling, "amount": amount}, attempts)

    async def roll_back(self, seat: Record, round_: Record, attempts: int = 3) -> Answer:
        settling = _settling(seat, round_)
        del settling["currency"]
        return await self._send("/transaction/rollback", settling, attempts)

    async def _send(self, path: str, body: dict[str, object], attempts: int) -> Answer:
        """After a network fault or an unreadable answer the same transaction is sent again, as another request."""
        answer = Answer("")
        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(self._pause_seconds)
            raw = orjson.dumps({**body, "request_uuid": str(uuid4())})
            headers = {HEADER: self._signer.sign(raw), "content-type": "application/json"}
            try:
                reply = await self._http.post(path, content=raw, headers=headers)
            except httpx.TransportError as fault:
                _log.info("operator %s: %r", path, fault)
                continue
            answer = _read(reply)
            if answer.status:
                break
        return answer


def _read(reply: httpx.Response) -> Answer:
    try:
        body = orjson.loads(reply.content)
        balance = body.get("balance")
        return Answer(str(body["status"]), balance if type(balance) is int else None)
    except (orjson.JSONDecodeError, AttributeError, KeyError):
        return Answer("")


def _transaction(seat: Record, round_: Record) -> dict[str, object]:
    return {
        "user": seat["player"],
        "token": seat["token"],
        "supplier_transaction_id": round_["id"].hex,
        "supplier_user": None,
        "round": str(round_["id"]),
        "round_closed": False,
        "is_free": False,
        "game_code": seat["game"],
        "currency": seat["currency"],
    }


def _settling(seat: Record, round_: Record) -> dict[str, object]:
    return {
        **_transaction(seat, round_),
        "transaction_uuid": round_["settling_uuid"],
        "reference_transaction_uuid": round_["bet_uuid"],
        "round_closed": True,
    }
