"""What operators ask of this house: ``/operator/generic/v2/game/list|url|round``, with their signature.

Faults are HTTP statuses with ``{"error": …}``, as Hub88 documents them.
"""

from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.adapters.game_providers.hub88.signature import HEADER, Verifier
from app.sandbox.games.book import Book
from app.sandbox.games.listing import DEMO_BALANCE_MINOR, DIGITS, game_list, units_per_minor
from app.sandbox.games.machines import MACHINES

DEMO_CURRENCY = "XXX"
MAX_BODY_BYTES = 16 * 1024
Body = dict[str, object]


class Refused(Exception):
    def __init__(self, status: int, why: str) -> None:
        self.status = status
        self.why = why


class OperatorApi:
    """For one operator; ``base_url`` is where this house is reached by browsers."""

    def __init__(self, book: Book, verifier: Verifier, operator_id: int, base_url: str) -> None:
        self._book = book
        self._verifier = verifier
        self._operator_id = operator_id
        self._base_url = base_url

    def routes(self) -> list[BaseRoute]:
        base = "/operator/generic/v2/game"
        return [
            Route(f"{base}/list", self._answering(self._list), methods=["POST"]),
            Route(f"{base}/url", self._answering(self._url), methods=["POST"]),
            Route(f"{base}/round", self._answering(self._round), methods=["POST"]),
        ]

    def _answering(self, answer: Callable[[Body], Awaitable[object]]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                return _json(200, await answer(await self._read(request)))
            except Refused as refused:
                return _json(refused.status, {"error": refused.why})

        return endpoint

    async def _read(self, request: Request) -> Body:
        raw = await request.body()
        if len(raw) > MAX_BODY_BYTES:
            raise Refused(400, "the body is too large")
        if not self._verifier.accepts(raw, request.headers.get(HEADER, "").encode("latin-1")):
            raise Refused(401, "the signature is missing or wrong")
        try:
            body = orjson.loads(raw)
        except orjson.JSONDecodeError:
            raise Refused(400, "the body is not JSON") from None
        if not isinstance(body, dict):
            raise Refused(400, "the body is not an object")
        if body.get("operator_id") != self._operator_id:
            raise Refused(404, "no such operator")
        return body

    async def _list(self, body: Body) -> object:
        del body
        return game_list(self._base_url)

    async def _url(self, body: Body) -> object:
        game, currency, lobby = (_text(body, name) for name in ("game_code", "currency", "lobby_url"))
        if game not in MACHINES or currency not in DIGITS:
            raise Refused(404, "no such game or currency")
        if body.get("platform") not in ("GPL_DESKTOP", "GPL_MOBILE"):
            raise Refused(400, "platform")
        if currency == DEMO_CURRENCY:
            demo = DEMO_BALANCE_MINOR * units_per_minor(currency)
            seat = await self._book.sit(game, currency, lobby, None, None, demo)
        else:
            seat = await self._book.sit(game, currency, lobby, _text(body, "user"), _text(body, "token"), None)
        # Behind the mark, the seat's name stays out of logs and Referer headers.
        return {"url": f"{self._base_url}/play/{game}#{seat}"}

    async def _round(self, body: Body) -> object:
        round_ = await self._book.round_of_bet(_text(body, "transaction_uuid"))
        if round_ is None:
            raise Refused(404, "no such round")
        return {"url": f"{self._base_url}/rounds/{round_['id']}"}


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 2048 or "\0" in value:
        raise Refused(400, name)
    return value


def _json(status: int, body: object) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json")
