"""Where the provider's notices arrive."""

import logging

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from app.adapters.payment_providers.sandbox.errors import STATUSES
from app.adapters.payment_providers.sandbox.messages import MalformedNotice, read_notice
from app.adapters.payment_providers.sandbox.signature import HEADER, BadSignature, verify
from app.adapters.postgres.away import is_away
from domain.shared import Clock, Dispatch, Refusal, TryAgainLater

LARGEST_BODY = 64 * 1024
LARGEST_DRAINED = 32 * 1024 * 1024
"""How much of a body over the limit is read and thrown away, so that its sender can read the answer."""

log = logging.getLogger(__name__)


class BodyTooLarge(Exception):
    """More than LARGEST_BODY bytes."""


class SandboxCallback:
    """An ASGI application for one address: 200 once the notice is durable, a typed 4xx for one that we cannot accept,
    503 to hear it again."""

    def __init__(self, path: str, secret: str, dispatch: Dispatch, clock: Clock) -> None:
        self._path = path
        self._secret = secret
        self._dispatch = dispatch
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = await self._answer(Request(scope, receive))
            await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.scope["path"] != self._path:
            return _no(404, "NOT_HERE")
        if request.method != "POST":
            return _no(405, "POST_ONLY")
        try:
            body = await _read(request)
            verify(self._secret, request.headers.get(HEADER), body, int(self._clock.now().timestamp()))
            notice = read_notice(body)
            if notice is not None:
                await self._dispatch(notice)
        except BodyTooLarge:
            return _no(413, "BODY_TOO_LARGE")
        except BadSignature as bad:
            return _no(401, bad.code)
        except MalformedNotice as malformed:
            return _no(400, malformed.code)
        except ClientDisconnect:
            return _no(400, "BODY_TRUNCATED")
        except Refusal as refusal:
            return _refused(refusal)
        except Exception as fault:
            if not is_away(fault):
                log.exception("sandbox payment provider: a notice could not be handled")
            return _refused(TryAgainLater())
        return JSONResponse({"received": True, "handled": notice is not None})


async def _read(request: Request) -> bytes:
    body, seen = bytearray(), 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen <= LARGEST_BODY:
            body += chunk
        elif seen > LARGEST_DRAINED:
            break
    if seen > LARGEST_BODY:
        raise BodyTooLarge
    return bytes(body)


def _refused(refusal: Refusal) -> Response:
    status = STATUSES.get(type(refusal), 409)
    log.warning("sandbox payment provider: notice answered %d %s", status, refusal.code)
    return _no(status, refusal.code)


def _no(status: int, code: str) -> Response:
    headers = {"Retry-After": "2"} if status == 503 else None
    return JSONResponse({"error": {"code": code}}, status, headers)
