"""``/graphql`` over HTTP: GraphQL over HTTP (GET for queries, POST), as a bare ASGI application.

Not a FastAPI route: routing, dependency injection and response models cost more than the query does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from secrets import token_hex

from graphql import OperationType

from domain.identity import Viewer
from graphql_api.core.context import Context, RequestFacts, ResponseCookie
from graphql_api.execution import Answer, Code, Engine, Failure, GraphQLRequest, Prepared
from graphql_api.http.asgi import CORRELATION_ID, Disconnected, Receive, Scope, Send, respond
from graphql_api.http.authenticator import (
    Authenticator,
    InvalidToken,
    Presented,
    SessionActivity,
    SessionLocation,
    SignedIn,
)
from graphql_api.http.body import write_json
from graphql_api.http.headers import cookie_header, negotiate, prefers_html
from graphql_api.http.multipart import is_multipart
from graphql_api.http.request import SESSION_HEADER, HttpRefusal, answer_plainly, facts_of, header_text, read_request
from graphql_api.http.uploading import Incoming, Uploads, read_upload

NOT_EXECUTED = 400
"""One status for whatever kept a document from being executed; the newest draft would have 422 for some of it."""

_PAGE_HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        b"font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)
"""For the explorer, whose editor writes style attributes."""

UNATTENDED = ("refreshSession",)
"""A document of this alone is sent by clocks, not by people."""

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
    activity: SessionActivity | None = None
    location: SessionLocation | None = None

    async def begin(self, prepared: Prepared, context: Context) -> None:
        """The caller shows that somebody is there; a viewer whose session is locked is marked."""
        viewer = context.viewer
        if viewer is not None and self.location is not None:
            await self.location.seen(viewer, context.request.ip)
        if viewer is None or self.activity is None or prepared.operation.fields == UNATTENDED:
            return
        if await self.activity.locked(viewer):
            context.viewer = replace(viewer, locked=True)


class GraphQLOverHTTP:
    """``explorer`` is the page that browsers get (development), None for none."""

    def __init__(self, edge: Edge, explorer: bytes | None = None, uploads: Uploads | None = None) -> None:
        self._edge = edge
        self._explorer = explorer
        self._uploads = uploads or Uploads()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        accept = header_text(headers.get(b"accept"))
        browsing = scope["method"] == "GET" and prefers_html(accept) and b"query=" not in scope["query_string"]
        if browsing and self._explorer is not None:
            await respond(send, 200, self._explorer, list(_PAGE_HEADERS))
            return
        media = negotiate(accept)
        if media is None:
            await answer_plainly(send, 406, "Accept application/graphql-response+json or application/json.")
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
        except HttpRefusal as refused:
            await answer_plainly(send, refused.status, refused.message, refused.headers)
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
        facts = facts_of(scope, headers, correlation_id)
        content_type = header_text(headers.get(b"content-type")) or ""
        if scope["method"] == "POST" and is_multipart(content_type):
            return await self._answer_upload(scope, headers, content_type, receive, facts)
        request = await read_request(scope, headers, receive)
        return await self._run(scope, request, facts, await self._authenticate(headers, facts))

    async def _answer_upload(
        self, scope: Scope, headers: dict[bytes, bytes], content_type: str, receive: Receive, facts: RequestFacts
    ) -> tuple[Answer, list[ResponseCookie]]:
        """Nothing of the body is read before it is known who sends it.

        A form on a foreign page can send such a body: it cannot send the header that a bearer token is in, nor the
        one that cookies need beside them.
        """
        body = Incoming(receive)
        try:
            signed_in = await self._authenticate(headers, facts)
            if signed_in is None:
                raise Failure.of(Code.UNAUTHENTICATED, "Files are taken from signed-in callers only.")
            with self._uploads.under_way(signed_in.viewer.player_id):
                request = await read_upload(content_type, body, self._uploads.limits.body_seconds)
                return await self._run(scope, request, facts, signed_in)
        finally:
            await body.discard_rest()

    async def _run(
        self, scope: Scope, request: GraphQLRequest, facts: RequestFacts, signed_in: SignedIn | None
    ) -> tuple[Answer, list[ResponseCookie]]:
        context = self._edge.make_context(facts, None if signed_in is None else signed_in.viewer)
        prepared = self._edge.engine.prepare(request, context, metered=signed_in is None or not signed_in.unmetered)
        kind = prepared.operation.kind
        if kind is OperationType.SUBSCRIPTION:
            raise Failure.of(Code.BAD_USER_INPUT, "Subscriptions travel over WebSocket (graphql-transport-ws).")
        if kind is OperationType.MUTATION and scope["method"] == "GET":
            raise HttpRefusal(405, "Mutations are sent by POST.", [(b"allow", b"POST")])
        await self._edge.begin(prepared, context)
        return await self._edge.engine.run(prepared, context), context.cookies

    async def _authenticate(self, headers: dict[bytes, bytes], facts: RequestFacts) -> SignedIn | None:
        authorization = header_text(headers.get(b"authorization"))
        if authorization is None and not facts.cookies:
            return None
        try:
            return await self._edge.authenticator(
                Presented(authorization, facts.cookies, facts.headers.get(SESSION_HEADER), facts.origin)
            )
        except InvalidToken as invalid:
            reason = "The access token has expired." if invalid.expired else "The access token is not valid."
            raise Failure.of(Code.UNAUTHENTICATED, reason) from None
