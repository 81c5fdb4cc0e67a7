"""What a request over HTTP says, read as plainly as the hot path needs."""

from graphql_api.core.context import Credentials, RequestFacts
from graphql_api.execution import Code, Failure, GraphQLRequest
from graphql_api.http.asgi import BodyTooLarge, Receive, Scope, Send, read_body, respond
from graphql_api.http.body import read_json, request_from_map, request_from_query, write_json
from graphql_api.http.headers import JSON, Media, is_json, read_cookies

BODY_LIMIT_BYTES = 64 * 1024
SESSION_HEADER = "x-croupier-session"
"""Cookies count only beside it (graphql_api.identity.cookies says why)."""

_PASSED_HEADERS = tuple((name.encode(), name) for name in (SESSION_HEADER, "x-croupier-device", "accept-language"))
_PLAIN = Media(JSON)


class HttpRefusal(Exception):
    """Answered in HTTP's own terms, before GraphQL begins."""

    def __init__(self, status: int, message: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or []


async def read_request(scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> GraphQLRequest:
    """Raises HttpRefusal."""
    try:
        return await _request(scope, headers, receive)
    except Failure as failure:
        raise HttpRefusal(400, failure.errors[0]["message"]) from None


async def _request(scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> GraphQLRequest:
    if scope["method"] == "GET":
        return request_from_query(scope["query_string"])
    if scope["method"] != "POST":
        raise HttpRefusal(405, "GET or POST.", [(b"allow", b"GET, POST")])
    if not is_json(header_text(headers.get(b"content-type")) or ""):
        raise HttpRefusal(415, "The body must be application/json in UTF-8.")
    try:
        body = await read_body(receive, BODY_LIMIT_BYTES)
    except BodyTooLarge:
        raise HttpRefusal(413, f"The body is over {BODY_LIMIT_BYTES} bytes.", [(b"connection", b"close")]) from None
    return request_from_map(read_json(body))


def facts_of(scope: Scope, headers: dict[bytes, bytes], correlation_id: str) -> RequestFacts:
    client = scope.get("client")
    cookie_text = header_text(headers.get(b"cookie"))
    credentials = Credentials.NONE
    if b"authorization" in headers:
        credentials = Credentials.BEARER
    elif cookie_text is not None:
        credentials = Credentials.COOKIE
    return RequestFacts(
        ip=client[0] if client else "",
        user_agent=header_text(headers.get(b"user-agent")) or "",
        credentials=credentials,
        origin=header_text(headers.get(b"origin")),
        correlation_id=correlation_id,
        cookies=read_cookies(cookie_text) if cookie_text is not None else {},
        headers={
            name: value.decode("latin-1") for raw, name in _PASSED_HEADERS if (value := headers.get(raw)) is not None
        },
    )


async def answer_plainly(
    send: Send, status: int, message: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    body = write_json({"errors": [{"message": message, "extensions": {"code": Code.BAD_USER_INPUT.value}}]})
    await respond(send, status, body, [_PLAIN.header, *(headers or [])])


def header_text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")
