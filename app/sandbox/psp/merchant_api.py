"""The API that merchants call: payments and payouts."""

import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.sandbox.psp.book import PspBook, ReferenceUsed
from app.sandbox.psp.desk import PAYOUT_REFUSED, Pace
from app.sandbox.psp.events import new_id

LARGEST_BODY = 16 * 1024
LARGEST_AMOUNT = 10**17

_REFERENCE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z0-9]{2,15}", re.ASCII)

Endpoint = Callable[[Request], Awaitable[Response]]


class BadOrder(Exception):
    """The order names the wrong field."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def merchant_routes(book: PspBook, pace: Pace, api_key: str, base_url: str) -> list[BaseRoute]:
    """``base_url``: where this provider's own pages are reached."""

    async def open_payment(request: Request) -> Response:
        order = await _order(request, "return_url", "notify_url")
        payment = await book.add_payment(
            new_id("pay"),
            order["reference"],
            order["amount"],
            order["currency"],
            order["return_url"],
            order["notify_url"],
        )
        form = f"{base_url}/pay/{payment['id']}"
        return JSONResponse({"id": payment["id"], "status": payment["status"], "card_form_url": form}, 201)

    async def open_payout(request: Request) -> Response:
        order = await _order(request, "notify_url")
        if order["amount"] % 100 == PAYOUT_REFUSED:
            return _no(422, "beneficiary_refused")
        payout = await book.add_payout(
            new_id("po"), order["reference"], order["amount"], order["currency"], order["notify_url"], pace.payout
        )
        return JSONResponse({"id": payout["id"], "status": payout["status"]}, 201)

    async def show_payment(request: Request) -> Response:
        return _shown(await book.payment(request.path_params["id"]))

    async def show_payout(request: Request) -> Response:
        return _shown(await book.payout(request.path_params["id"]))

    def guarded(endpoint: Endpoint) -> Endpoint:
        async def answer(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode("latin-1", "replace")
            if not hmac.compare_digest(given, f"Bearer {api_key}".encode()):
                return _no(401, "unauthorized")
            try:
                return await endpoint(request)
            except BadOrder as bad:
                return _no(400, bad.code)
            except ReferenceUsed:
                return _no(409, "reference_used")

        return answer

    return [
        Route("/v1/payments", guarded(open_payment), methods=["POST"]),
        Route("/v1/payments/{id}", guarded(show_payment)),
        Route("/v1/payouts", guarded(open_payout), methods=["POST"]),
        Route("/v1/payouts/{id}", guarded(show_payout)),
    ]


async def read_json(request: Request, largest: int = LARGEST_BODY) -> dict[str, Any]:
    """A JSON object of bounded size. Raises BadOrder."""
    body = bytearray()
    async for chunk in request.stream():
        if len(body) <= largest:
            body += chunk
    try:
        parsed = orjson.loads(body) if len(body) <= largest else None
    except orjson.JSONDecodeError:
        parsed = None
    if not isinstance(parsed, dict):
        raise BadOrder("malformed_body")
    return parsed


async def _order(request: Request, *urls: str) -> dict[str, Any]:
    order = await read_json(request)
    amount = order.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount <= LARGEST_AMOUNT:
        raise BadOrder("bad_amount")
    if not isinstance(order.get("reference"), str) or not _REFERENCE.fullmatch(order["reference"]):
        raise BadOrder("bad_reference")
    if not isinstance(order.get("currency"), str) or not _CURRENCY.fullmatch(order["currency"]):
        raise BadOrder("bad_currency")
    for name in urls:
        url = order.get(name)
        if not isinstance(url, str) or not url.startswith(("http://", "https://")) or "\0" in url:
            raise BadOrder(f"bad_{name}")
    return order


def _shown(row: Any) -> Response:
    if row is None:
        return _no(404, "not_found")
    return JSONResponse({name: row[name] for name in ("id", "reference", "amount", "currency", "status", "reason")})


def _no(status: int, code: str) -> Response:
    return JSONResponse({"error": {"code": code}}, status)
