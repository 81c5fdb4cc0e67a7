"""The page where a person shows who they are, and what it asks of its server. Nothing typed there is kept."""

import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
from asyncpg import Record
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.sandbox.kyc.book import KycBook
from app.sandbox.kyc.client_api import read_bounded
from app.sandbox.kyc.desk import KycDesk, may_submit
from app.sandbox.kyc.verdicts import CHOICES, Verdict

LONGEST_NAME = 100
OLDEST_YEARS = 130
DOCUMENTS = ("PASSPORT", "ID_CARD", "DRIVERS", "RESIDENCE_PERMIT")

_PAGE = (Path(__file__).parent / "person.html").read_text()


def person_routes(book: KycBook, desk: KycDesk) -> list[BaseRoute]:
    async def page(request: Request) -> Response:
        applicant = await book.behind(request.path_params["token"])
        if applicant is None:
            return PlainTextResponse("This link leads nowhere, or not any more.", 404)
        choices = [{"verdict": each.verdict.value, "title": each.title, "note": each.note} for each in CHOICES]
        return _html({**_state(applicant), "choices": choices})

    async def state(request: Request) -> Response:
        applicant = await book.behind(request.path_params["token"])
        if applicant is None:
            return JSONResponse({"error": "not_found"}, 404)
        return JSONResponse(_state(applicant), headers={"Cache-Control": "no-store"})

    async def submit(request: Request) -> Response:
        applicant = await book.behind(request.path_params["token"])
        if applicant is None:
            return JSONResponse({"error": "not_found"}, 404)
        try:
            form = orjson.loads(await read_bounded(request))
        except orjson.JSONDecodeError:
            form = None
        problem = _problem(form)
        if problem is not None:
            return JSONResponse({"error": "form", "field": problem}, 422)
        await desk.submit(applicant["id"], form["document"], Verdict(form["verdict"]))
        return await state(request)

    return [
        Route("/websdk/p/{token}", page),
        Route("/websdk/p/{token}", submit, methods=["POST"]),
        Route("/websdk/p/{token}/state", state),
    ]


def _problem(form: Any) -> str | None:
    """Which field cannot be right."""
    if not isinstance(form, dict):
        return "firstName"
    for name in ("firstName", "lastName"):
        value = form.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME:
            return name
    try:
        born = date.fromisoformat(str(form.get("birthDate")))
    except ValueError:
        return "birthDate"
    today = datetime.now(UTC).date()
    if not today.year - OLDEST_YEARS < born.year or born >= today:
        return "birthDate"
    if form.get("document") not in DOCUMENTS:
        return "document"
    if form.get("photo") is not True:
        return "photo"
    return None if form.get("verdict") in {each.value for each in Verdict} else "verdict"


def _state(applicant: Record) -> dict[str, Any]:
    """``step``: form, pending, approved, again or rejected; ``comment`` is for the person's eyes."""
    review = orjson.loads(applicant["review"]) if applicant["review"] else {}
    if applicant["review_status"] == "init":
        step = "form"
    elif applicant["review_status"] == "pending":
        step = "pending"
    elif review.get("reviewAnswer") == "GREEN":
        step = "approved"
    else:
        step = "again" if may_submit(applicant) else "rejected"
    return {"step": step, "comment": review.get("moderationComment", ""), "returnUrl": applicant["return_url"]}


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
