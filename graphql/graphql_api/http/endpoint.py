"""``/graphql`` over HTTP: GraphQL over HTTP (GET for queries, POST), as a bare ASGI application.

Not a FastAPI route: routing, dependency injection and response models cost more than the query does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from graphql import OperationType

from domain.identity import Viewer
from graphql_api.core.context import Context, Credentials, RequestFacts, ResponseCookie
from graphql_api.execution import Answer, Code, Engine, Failure, GraphQLRequest
from graphql_api.http.asgi import CORRELATION_ID, BodyTooLarge, Disconnected, Receive, Scope, Send, read_body, respond
from graphql_api.http.authenticator import Authenticator, InvalidToken, Presented
from graphql_api.http.body import read_json, request_from_map, request_from_query, write_json
from graphql_api.http.headers import JSON, Media, cookie_header, is_json, negotiate, prefers_html, read_cookies

NOT_EXECUTED = 400
"""One status for whatever kept a document from being executed; the newest draft would have 422 for some of it."""
BODY_LIMIT_BYTES = 64 * 1024
SESSION_HEADER = "x-croupier-session"
"""Cookies count only beside it (graphql_api.identity.cookies says why)."""
_PASSED_HEADERS = (SESSION_HEADER, "accept-language")

_PAGE_HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        b"font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)
"""For the explorer, whose editor writes style attributes."""

_PLAIN = Media(JSON)
_STATUS = {Code.UNAUTHENTICATED: 401, Code.RATE_LIMITED: 429}

MakeContext = Callable[[RequestFacts, Viewer | None], Context]


@dataclass(frozen=True, slots=True)
class Edge:
    """What both transports share. ``origins`` are exact; ``secure`` cookies travel over TLS only."""

    engine: Engine
    authenticator: Authenticator
    make_context: MakeContext
    origins: frozenset[str]
    secure: bool = False


class GraphQLOverHTTP:
    """``explorer`` is the page that browsers get (development), None for none."""

    def __init__(self, edge: Edge, explorer: bytes | None = None) -> None:
        self._edge = edge
        self._explorer = explorer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        accept = _text(headers.get(b"accept"))
        browsing = scope["method"] == "GET" and prefers_html(accept) and b"query=" not in scope["query_string"]
        if browsing and self._explorer is not None:
            await respond(send, 200, self._explorer, list(_PAGE_HEADERS))
            return
        media = negotiate(accept)
        if media is None:
            await _plain(send, 406, "Accept application/graphql-response+json or application/json.")
            return
        not_executed = 200 if media.always_ok else NOT_EXECUTED
        correlation_id = scope.get(CORRELATION_ID) or token_hex(12)
        cookies: list[ResponseCookie] = []
        extra: list[tuple[bytes, bytes]] = []
        try:
            answer, cookies = await self._answer(scope, headers, receive, correlation_id)
            status = 200 if answer.executed else not_executed
            body = write_json(answer.body)
        except Disconnected:
            return
        except _Refused as refused:
            await _plain(send, refused.status, refused.message, refused.headers)
            return
        except Failure as failure:
            status = _STATUS.get(failure.code, not_executed)
            body = write_json({"errors": failure.errors})
            if failure.code is Code.RATE_LIMITED:
                extra.append((b"retry-after", str(failure.errors[0]["extensions"]["retryAfterSeconds"]).encode()))
        except Exception as fault:
            status = 500
            body = write_json({"errors": [self._edge.engine.fault(fault, correlation_id, "graphql over http")]})
        sent = [media.header, (b"cache-control", b"no-store"), *extra]
        sent += [(b"set-cookie", cookie_header(cookie, self._edge.secure)) for cookie in cookies]
        await respond(send, status, body, sent)

    async def _answer(
        self, scope: Scope, headers: dict[bytes, bytes], receive: Receive, correlation_id: str
    ) -> tuple[Answer, list[ResponseCookie]]:
        try:
            request = await _read(scope, headers, receive)
        except Failure as failure:
            raise _Refused(400, failure.errors[0]["message"]) from None
        cookie_text = _text(headers.get(b"cookie"))
        facts = _facts(scope, headers, cookie_text, correlation_id)
        signed_in = await self._authenticate(headers, facts)
        context = self._edge.make_context(facts, None if signed_in is None else signed_in.viewer)
        prepared = self._edge.engine.prepare(request, context, metered=signed_in is None or not signed_in.unmetered)
        kind = prepared.operation.kind
        if kind is OperationType.SUBSCRIPTION:
            raise Failure.of(Code.BAD_USER_INPUT, "Subscriptions travel over WebSocket (graphql-transport-ws).")
        if kind is OperationType.MUTATION and scope["method"] == "GET":
            raise _Refused(405, "Mutations are sent by POST.", [(b"allow", b"POST")])
        return await self._edge.engine.run(prepared, context), context.cookies

    async def _authenticate(self, headers: dict[bytes, bytes], facts: RequestFacts) -> Any:
        authorization = _text(headers.get(b"authorization"))
        if authorization is None and not facts.cookies:
            return None
        try:
            return await self._edge.authenticator(
                Presented(authorization, facts.cookies, facts.headers.get(SESSION_HEADER), facts.origin)
            )
        except InvalidToken as invalid:
            reason = "The access token has expired." if invalid.expired else "The access token is not valid."
            raise Failure.of(Code.UNAUTHENTICATED, reason) from None


class _Refused(Exception):
    def __init__(self, status: int, message: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or []


async def _read(scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> GraphQLRequest:
    if scope["method"] == "GET":
        return request_from_query(scope["query_string"])
    if scope["method"] != "POST":
        raise _Refused(405, "GET or POST.", [(b"allow", b"GET, POST")])
    if not is_json(_text(headers.get(b"content-type")) or ""):
        raise _Refused(415, "The body must be application/json in UTF-8.")
    try:
        body = await read_body(receive, BODY_LIMIT_BYTES)
    except BodyTooLarge:
        raise _Refused(413, f"The body is over {BODY_LIMIT_BYTES} bytes.", [(b"connection", b"close")]) from None
    return request_from_map(read_json(body))


def _facts(scope: Scope, headers: dict[bytes, bytes], cookie_text: str | None, correlation_id: str) -> RequestFacts:
    client = scope.get("client")
    credentials = Credentials.NONE
    if b"authorization" in headers:
        credentials = Credentials.BEARER
    elif cookie_text is not None:
        credentials = Credentials.COOKIE
    return RequestFacts(
        ip=client[0] if client else "",
        user_agent=_text(headers.get(b"user-agent")) or "",
        credentials=credentials,
        origin=_text(headers.get(b"origin")),
        correlation_id=correlation_id,
        cookies=read_cookies(cookie_text) if cookie_text is not None else {},
        headers={
            name: value.decode("latin-1")
            for name in _PASSED_HEADERS
            if (value := headers.get(name.encode())) is not None
        },
    )


async def _plain(send: Send, status: int, message: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    body = write_json({"errors": [{"message": message, "extensions": {"code": Code.BAD_USER_INPUT.value}}]})
    await respond(send, status, body, [_PLAIN.header, *(headers or [])])


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")
