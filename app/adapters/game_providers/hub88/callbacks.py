"""The wallet that Hub88 calls: signature, one pass over the message, the one door, an answer with HTTP 200.

The hot path of the whole platform: plain ASGI, no framework between the socket and the lane.
"""

import logging
from collections.abc import Awaitable, Callable

import orjson
from starlette.types import Receive, Scope, Send

from app.adapters.game_providers.hub88 import errors
from app.adapters.game_providers.hub88.amounts import UNITS_PER_MINOR
from app.adapters.game_providers.hub88.exchange import Answer, encoded, read_body, respond
from app.adapters.game_providers.hub88.fields import BadMessage, Body, digest_of_token, player_of, text
from app.adapters.game_providers.hub88.messages import ExcessDigits, read_bet, read_rollback, read_win
from app.adapters.game_providers.hub88.signature import HEADER, Verifier
from app.adapters.game_providers.hub88.wallet_reads import WalletReads
from app.adapters.game_providers.hub88.win_cases import WinCases
from app.adapters.postgres.away import AWAY
from domain.games import GameBalance
from domain.shared import Refusal
from domain.wallet import InsufficientFunds, Settlement

PATH = "/callbacks/hub88"
_HEADER = HEADER.encode()
_log = logging.getLogger(__name__)


class Hub88Callbacks:
    """An ASGI application for the five addresses under ``/callbacks/hub88``.

    ``sub_partner``: the only ``sub_partner_id`` that a message may carry, where it carries one.
    """

    def __init__(
        self,
        settlement: Settlement,
        reads: WalletReads,
        cases: WinCases,
        verifier: Verifier,
        sub_partner: str | None = None,
    ) -> None:
        self._settlement = settlement
        self._reads = reads
        self._cases = cases
        self._verifier = verifier
        self._sub_partner = sub_partner
        self._answers: dict[str, Callable[[Body], Awaitable[Answer]]] = {
            PATH + "/user/info": self._info,
            PATH + "/user/balance": self._balance,
            PATH + "/transaction/bet": self._bet,
            PATH + "/transaction/win": self._win,
            PATH + "/transaction/rollback": self._rollback,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answers.get(scope["path"])
        if answer is None or scope["method"] != "POST":
            await respond(send, 404 if answer is None else 405, b'{"error":"not here"}')
            return
        body = await read_body(receive)
        if body is None:
            await respond(send, 200, orjson.dumps({"status": errors.WRONG_SYNTAX}))
            return
        signature = b""
        for name, value in scope["headers"]:
            if name == _HEADER:
                signature = value
                break
        if not self._verifier.accepts(body, signature):
            await respond(send, 200, orjson.dumps({"status": errors.INVALID_SIGNATURE}))
            return
        await respond(send, 200, encoded(await self._answer(answer, body)))

    async def _answer(self, answer: Callable[[Body], Awaitable[Answer]], raw: bytes) -> Answer:
        try:
            body = orjson.loads(raw)
        except orjson.JSONDecodeError:
            return {"status": errors.WRONG_SYNTAX}
        if type(body) is not dict:
            return {"status": errors.WRONG_TYPES}
        reply: Answer
        try:
            text(body, "request_uuid")
            if body.get("sub_partner_id", self._sub_partner) not in (None, self._sub_partner):
                raise BadMessage(errors.INVALID_PARTNER)
            reply = await answer(body)
            reply["status"] = errors.OK
        except BadMessage as bad:
            reply = {"status": bad.status}
        except InsufficientFunds as refusal:
            reply = {"status": errors.NOT_ENOUGH_MONEY, **_balance(refusal.playable_minor, refusal.currency)}
        except Refusal as refusal:
            reply = {"status": errors.STATUS_OF.get(type(refusal), errors.UNKNOWN)}
        except AWAY as away:
            _log.warning("hub88 callback: database away: %s", type(away).__name__)
            reply = {"status": errors.UNKNOWN}
        except Exception:
            _log.exception("hub88 callback failed")
            reply = {"status": errors.UNKNOWN}
        for name in ("user", "request_uuid"):
            if type(body.get(name)) is str:
                reply[name] = body[name]
        return reply

    async def _bet(self, body: Body) -> Answer:
        bet = read_bet(body)
        return _settled(await self._settlement.settle(bet), bet.currency)

    async def _win(self, body: Body) -> Answer:
        try:
            win = read_win(body)
        except ExcessDigits as excess:
            await self._cases.open(excess)
            raise BadMessage(errors.WRONG_SYNTAX) from None
        return _settled(await self._settlement.settle(win), win.currency)

    async def _rollback(self, body: Body) -> Answer:
        rollback = read_rollback(body)
        currency = rollback.currency or await self._reads.currency_of(rollback)
        if currency not in UNITS_PER_MINOR:
            raise BadMessage(errors.WRONG_CURRENCY)
        return _settled(await self._settlement.settle(rollback.in_currency(currency)), currency)

    async def _balance(self, body: Body) -> Answer:
        player, game = player_of(text(body, "user")), body.get("game_code")
        if game is not None:
            game = text(body, "game_code")
        playable, currency = await self._reads.balance(player, digest_of_token(body), game)
        return _balance(playable, currency)

    async def _info(self, body: Body) -> Answer:
        """Nothing personal but the country leaves the house: Hub88 needs it to know where the player plays."""
        country = await self._reads.country(player_of(text(body, "user")))
        return {} if country is None else {"country": country}


def _settled(balance: GameBalance, currency: str) -> Answer:
    return _balance(balance.playable_minor, currency)


def _balance(playable_minor: int, currency: str) -> Answer:
    return {"currency": currency, "balance": playable_minor * UNITS_PER_MINOR[currency]}
