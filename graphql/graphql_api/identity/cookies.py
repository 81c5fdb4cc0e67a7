"""Cookie mode: tokens that a web page's scripts cannot read.

A web client sends ``X-Croupier-Session: cookie`` with every request. The header asks that tokens travel as cookies
instead of in the answer's body, and it is the CSRF token: cookies count only beside it, and a foreign page cannot send
it without a preflight, which only allowed origins pass. A WebSocket cannot carry the header: there the exact Origin
decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.identity import Tokens
from graphql_api.core import Context, Port, ResponseCookie

SESSION_HEADER = "x-croupier-session"
COOKIE_MODE = "cookie"

_HEAD_START = timedelta(seconds=15)
"""The browser forgets an access token this much before it expires, so that an expired one is not sent."""


@dataclass(frozen=True, slots=True)
class SessionCookies:
    """``secure``: names carry ``__Host-``, which browsers accept over HTTPS alone; plain HTTP is for development."""

    secure: bool

    @property
    def access_name(self) -> str:
        return self._name("access")

    @property
    def refresh_name(self) -> str:
        return self._name("refresh")

    def set(self, context: Context, tokens: Tokens) -> None:
        now = tokens.issued_at
        access = max(tokens.access_expires_at - now - _HEAD_START, timedelta(seconds=1))
        context.cookies.append(ResponseCookie(self.access_name, tokens.access_token, access))
        context.cookies.append(ResponseCookie(self.refresh_name, tokens.refresh_token, tokens.refresh_expires_at - now))

    def clear(self, context: Context) -> None:
        context.cookies.append(ResponseCookie(self.access_name, "", timedelta()))
        context.cookies.append(ResponseCookie(self.refresh_name, "", timedelta()))

    def _name(self, role: str) -> str:
        return f"{'__Host-' if self.secure else ''}croupier-{role}"


SESSION_COOKIES: Port[SessionCookies] = Port("session cookies")


def cookie_mode(headers: Mapping[str, str]) -> bool:
    """Whether a request asked for cookies; ``headers`` by lower-case name."""
    return headers.get(SESSION_HEADER) == COOKIE_MODE
