"""What other companies send by webhook: read within bounds, authenticated, handled, and answered in their terms."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from app.adapters.postgres.away import is_away
from domain.shared import Refusal, TryAgainLater

LARGEST_DRAINED = 32 * 1024 * 1024
"""How much of a body over the limit is read and thrown away, so that its sender can read the answer."""

Handle: TypeAlias = Callable[[Headers, bytes], Awaitable[bool]]
"""Takes the headers and the raw body; answers whether it meant anything to us. Raises Unauthentic, Malformed or a
Refusal."""

log = logging.getLogger(__name__)


class BodyTooLarge(Exception):
    """More bytes than a webhook of this company has."""


class Unauthentic(Exception):
    """It is not from the company; ``code`` says why, in an adapter's words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Malformed(Exception):
    """It is from the company and makes no sense; ``code`` names what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Webhook:
    """An ASGI application for one address: 200 once what was sent is durable, a typed 4xx for what we cannot accept,
    503 to hear it again.

    ``statuses`` is the company's table from refusals to HTTP; what is not in it is answered with 409.
    """

    def __init__(
        self, company: str, path: str, largest_body: int, handle: Handle, statuses: Mapping[type[Refusal], int]
    ) -> None:
        self._company = company
        self._path = path
        self._largest_body = largest_body
        self._handle = handle
        self._statuses = statuses

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
            handled = await self._handle(request.headers, await _read(request, self._largest_body))
        except BodyTooLarge:
            return _no(413, "BODY_TOO_LARGE")
        except Unauthentic as stranger:
            log.warning("%s: a webhook was refused: %s", self._company, stranger.code)
            return _no(401, stranger.code)
        except Malformed as malformed:
            log.warning("%s: a webhook was refused: %s", self._company, malformed.code)
            return _no(400, malformed.code)
        except ClientDisconnect:
            return _no(400, "BODY_TRUNCATED")
        except Refusal as refusal:
            return self._refused(refusal)
        except Exception as fault:
            if not is_away(fault):
                log.exception("%s: a webhook could not be handled", self._company)
            return self._refused(TryAgainLater())
        return JSONResponse({"received": True, "handled": handled})

    def _refused(self, refusal: Refusal) -> Response:
        status = 503 if isinstance(refusal, TryAgainLater) else self._statuses.get(type(refusal), 409)
        log.warning("%s: a webhook was answered %d %s", self._company, status, refusal.code)
        if status == 200:
            return JSONResponse({"received": True, "handled": False})
        return _no(status, refusal.code)


async def _read(request: Request, largest: int) -> bytes:
    body, seen = bytearray(), 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen <= largest:
            body += chunk
        elif seen > LARGEST_DRAINED:
            break
    if seen > largest:
        raise BodyTooLarge
    return bytes(body)


def _no(status: int, code: str) -> Response:
    return JSONResponse({"error": {"code": code}}, status, {"Retry-After": "2"} if status == 503 else None)
