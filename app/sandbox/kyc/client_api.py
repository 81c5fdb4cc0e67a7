"""The API that clients call: applicants, links, tokens, statuses. Every request must be signed."""

import hmac
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
from asyncpg import Record
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.sandbox.kyc.book import KycBook
from app.sandbox.kyc.signing import signed

LARGEST_BODY = 16 * 1024
LONGEST_LINK_SECONDS = 30 * 86_400

_NAME = re.compile(r"[A-Za-z0-9._:-]{1,128}", re.ASCII)

Answer = Callable[[Request, dict[str, Any]], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What this company gave its client."""

    app_token: str
    secret_key: str
    webhook_secret: str


class BadOrder(Exception):
    """The request makes no sense; the text says what is wrong."""


def client_routes(book: KycBook, credentials: Credentials, base_url: str) -> list[BaseRoute]:
    """``base_url``: where this company's own pages are reached."""

    async def create(request: Request, order: dict[str, Any]) -> Response:
        user, level = _name(order, "externalUserId"), _name(dict(request.query_params), "levelName")
        added = await book.add_applicant(user, level)
        if added is None:
            known = await book.applicant_of(user)
            told = f"Applicant with external user id '{user}' already exists: {known['id'] if known else ''}"
            return _no(409, told, 4010, "applicant-already-exists")
        return JSONResponse(_applicant(added), 201)

    async def one(request: Request, _: dict[str, Any]) -> Response:
        return _shown(await book.applicant_of(request.path_params["user"]), _applicant)

    async def status(request: Request, _: dict[str, Any]) -> Response:
        return _shown(await book.applicant(request.path_params["id"]), _review)

    async def documents(request: Request, _: dict[str, Any]) -> Response:
        return _shown(await book.applicant(request.path_params["id"]), _documents)

    async def fix(request: Request, order: dict[str, Any]) -> Response:
        """What documents must agree with. Nobody here looks at documents, so nothing of it is kept."""
        if not all(isinstance(value, str) for value in order.values()):
            raise BadOrder("fixedInfo is malformed")
        return _shown(await book.applicant(request.path_params["id"]), _applicant)

    async def token(_: Request, order: dict[str, Any]) -> Response:
        user, level = _name(order, "userId"), _name(order, "levelName")
        if await book.add_link(user, level, "", _seconds(order)) is None:
            await book.add_applicant(user, level)
        return JSONResponse({"token": f"_act-sbx-{secrets.token_hex(16)}", "userId": user})

    async def link(_: Request, order: dict[str, Any]) -> Response:
        user, level, seconds = _name(order, "userId"), _name(order, "levelName"), _seconds(order)
        redirect = order.get("redirect")
        back = redirect.get("successUrl", "") if isinstance(redirect, dict) else ""
        if not isinstance(back, str) or (back and not back.startswith(("http://", "https://"))):
            raise BadOrder("redirect.successUrl is no URL")
        made = await book.add_link(user, level, back, seconds)
        if made is None:
            await book.add_applicant(user, level)
            made = await book.add_link(user, level, back, seconds)
        return JSONResponse({"url": f"{base_url}/websdk/p/{made}"})

    def guarded(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            body = await read_bounded(request)
            if not _authentic(request, credentials, body):
                return _no(401, "Request signature mismatch", 4003, "app-token-signature-mismatch")
            try:
                return await answer(request, _object(body))
            except BadOrder as bad:
                return _no(400, str(bad), 4000, "bad-request")

        return endpoint

    return [
        Route("/resources/applicants", guarded(create), methods=["POST"]),
        Route("/resources/applicants/-;externalUserId={user}/one", guarded(one)),
        Route("/resources/applicants/{id}/status", guarded(status)),
        Route("/resources/applicants/{id}/requiredIdDocsStatus", guarded(documents)),
        Route("/resources/applicants/{id}/fixedInfo", guarded(fix), methods=["PATCH"]),
        Route("/resources/accessTokens/sdk", guarded(token), methods=["POST"]),
        Route("/resources/sdkIntegrations/levels/-/websdkLink", guarded(link), methods=["POST"]),
    ]


async def read_bounded(request: Request) -> bytes:
    """The body, or nothing of one that is larger than anything that is asked here."""
    body = bytearray()
    async for chunk in request.stream():
        if len(body) <= LARGEST_BODY:
            body += chunk
    return bytes(body) if len(body) <= LARGEST_BODY else b""


def _authentic(request: Request, credentials: Credentials, body: bytes) -> bool:
    token, timestamp, signature = (
        request.headers.get(name, "") for name in ("x-app-token", "x-app-access-ts", "x-app-access-sig")
    )
    target = bytes(request.scope.get("raw_path") or request.url.path.encode())
    target = target[len(request.scope.get("root_path", "").encode()) :]
    if request.scope["query_string"]:
        target += b"?" + request.scope["query_string"]
    known = hmac.compare_digest(credentials.app_token.encode(), token.encode("latin-1", "replace"))
    return known and signed(
        credentials.secret_key, timestamp, request.method, target, body, signature, int(time.time())
    )


def _object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadOrder("the body is no JSON") from None
    if not isinstance(parsed, dict):
        raise BadOrder("the body is no JSON object")
    return parsed


def _name(order: dict[str, Any], field: str) -> str:
    value = order.get(field)
    if not isinstance(value, str) or _NAME.fullmatch(value) is None:
        raise BadOrder(f"{field} is missing or malformed")
    return value


def _seconds(order: dict[str, Any]) -> int:
    value = order.get("ttlInSecs", 600)
    if not isinstance(value, int) or not 0 < value <= LONGEST_LINK_SECONDS:
        raise BadOrder("ttlInSecs is out of bounds")
    return value


def _applicant(row: Record) -> dict[str, Any]:
    return {
        "id": row["id"],
        "inspectionId": row["inspection_id"],
        "externalUserId": row["external_user_id"],
        "clientId": "sandbox",
        "type": "individual",
        "review": _review(row),
    }


def _review(row: Record) -> dict[str, Any]:
    told = {"levelName": row["level"], "reviewStatus": row["review_status"]}
    if row["review"] is None:
        return told
    return {
        **told,
        "reviewDate": f"{row['reviewed_at']:%Y-%m-%d %H:%M:%S}+0000",
        "reviewResult": orjson.loads(row["review"]),
    }


def _documents(row: Record) -> dict[str, Any]:
    """By step; null: nothing was shown yet."""
    if row["document"] is None:
        return {"IDENTITY": None, "SELFIE": None}
    shown = {"idDocType": row["document"], "imageIds": [], **_review(row)}
    return {"IDENTITY": shown, "SELFIE": {**shown, "idDocType": "SELFIE"}}


def _shown(row: Record | None, picture: Callable[[Record], dict[str, Any]]) -> Response:
    return _no(404, "Applicant not found", 4004, "not-found") if row is None else JSONResponse(picture(row))


def _no(status: int, description: str, number: int, name: str) -> Response:
    told = {"description": description, "code": status, "errorCode": number, "errorName": name}
    return JSONResponse({**told, "correlationId": secrets.token_hex(16)}, status)
