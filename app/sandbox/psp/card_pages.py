"""The page where a player enters a card, and what it asks of its server."""

import secrets
from pathlib import Path
from typing import Any

import orjson
from asyncpg import Record
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.sandbox.psp.book import PspBook
from app.sandbox.psp.cards import TEST_CARDS, behaviour_of, card_problem
from app.sandbox.psp.desk import PspDesk
from app.sandbox.psp.merchant_api import BadOrder, read_json

_PAGE = (Path(__file__).parent / "card_form.html").read_text()
_EXPONENTS = {"JPY": 0, "USDT": 6, "BTC": 8, "TON": 9}


def card_routes(book: PspBook, desk: PspDesk) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        payment = await book.payment(request.path_params["id"])
        if payment is None:
            return PlainTextResponse("There is no such payment.", 404)
        facts = {
            **_state(payment),
            "amount": _decimal(payment["amount"], payment["currency"]),
            "currency": payment["currency"],
            "cards": [{"number": card.number, "title": card.title} for card in TEST_CARDS],
        }
        return _html(facts)

    async def state(request: Request) -> Response:
        payment = await book.payment(request.path_params["id"])
        return _json_state(payment)

    async def pay(request: Request) -> Response:
        try:
            form = await read_json(request)
        except BadOrder as bad:
            return JSONResponse({"error": bad.code}, 400)
        number, expiry, cvc = (str(form.get(name, "")) for name in ("number", "expiry", "cvc"))
        number = number.replace(" ", "")
        problem = card_problem(number, expiry, cvc)
        if problem is not None:
            return JSONResponse({"error": "card", "field": problem}, 422)
        await desk.use_card(request.path_params["id"], behaviour_of(number))
        return await state(request)

    async def challenge(request: Request) -> Response:
        try:
            form = await read_json(request)
        except BadOrder as bad:
            return JSONResponse({"error": bad.code}, 400)
        await desk.answer_challenge(request.path_params["id"], form.get("approved") is True)
        return await state(request)

    return [
        Route("/pay/{id}", page),
        Route("/pay/{id}", pay, methods=["POST"]),
        Route("/pay/{id}/state", state),
        Route("/pay/{id}/challenge", challenge, methods=["POST"]),
    ]


def _html(facts: dict[str, Any]) -> Response:
    nonce = secrets.token_urlsafe(16)
    island = orjson.dumps(facts).decode().replace("<", "\\u003c")
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    return HTMLResponse(
        _PAGE.replace("{{nonce}}", nonce).replace("{{facts}}", island),
        headers={
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def _json_state(payment: Record | None) -> Response:
    if payment is None:
        return JSONResponse({"error": "not_found"}, 404)
    return JSONResponse(_state(payment), headers={"Cache-Control": "no-store"})


def _state(payment: Record) -> dict[str, Any]:
    return {"status": payment["status"], "reason": payment["reason"], "returnUrl": payment["return_url"]}


def _decimal(minor: int, currency: str) -> str:
    exponent = _EXPONENTS.get(currency, 2)
    digits = str(minor).rjust(exponent + 1, "0")
    return f"{digits[:-exponent]}.{digits[-exponent:]}" if exponent else digits
