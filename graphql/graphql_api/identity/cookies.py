"""Cookie mode: tokens that a web page's scripts cannot read.

A web client sends ``X-Croupier-Session: cookie`` with every request. The header asks that tokens travel as cookies
instead of in the answer's body, and it is the CSRF token: cookies count only beside it, and a foreign page cannot send
it without a preflight, which only allowed origins pass. A WebSocket cannot carry the header: there the exact Origin
decides.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.identity import Tokens
from graphql_api.core import Context, Port, RequestFacts, ResponseCookie

SESSION_HEADER = "x-croupier-session"
COOKIE_MODE = "cookie"

_HEAD_START = timedelta(seconds=15)
"""The browser forgets an access token this much before it expires, so that an expired one is not sent."""

_A_BROWSERS_MEMORY = timedelta(days=400)
"""The longest that browsers keep a cookie. It outlives sessions: it names the device and opens nothing."""


@dataclass(frozen=True, slots=True)
class SessionCookies:
    """``secure``: names carry ``__Host-``, which browsers accept over HTTPS alone; plain HTTP is for development.

    ``origins``, exact, are the pages that cookies count for.
    """

    secure: bool
    origins: frozenset[str]

    @property
    def access_name(self) -> str:
        return self._name("access")

    @property
    def refresh_name(self) -> str:
        return self._name("refresh")

    @property
    def device_name(self) -> str:
        return self._name("device")

    def asked_for(self, request: RequestFacts) -> bool:
        """Whether this request is in cookie mode: it says so, and no foreign page says it."""
        return self.count(request.headers.get(SESSION_HEADER), request.origin)

    def count(self, mode: str | None, origin: str | None) -> bool:
        """The same for ``mode``, the header's value."""
        return mode == COOKIE_MODE and self.ours(origin)

    def ours(self, origin: str | None) -> bool:
        """Who names no origin is no browser, or a page of ours that reads."""
        return origin is None or origin in self.origins

    def set(self, context: Context, tokens: Tokens) -> None:
        now = tokens.issued_at
        access = max(tokens.access_expires_at - now - _HEAD_START, timedelta(seconds=1))
        context.cookies.append(ResponseCookie(self.access_name, tokens.access_token, access))
        context.cookies.append(ResponseCookie(self.refresh_name, tokens.refresh_token, tokens.refresh_expires_at - now))

        if tokens.device_token:
            context.cookies.append(ResponseCookie(self.device_name, tokens.device_token, _A_BROWSERS_MEMORY))

    def clear(self, context: Context) -> None:
        context.cookies.append(ResponseCookie(self.access_name, "", timedelta()))
        context.cookies.append(ResponseCookie(self.refresh_name, "", timedelta()))

    def _name(self, role: str) -> str:
        return f"{'__Host-' if self.secure else ''}croupier-{role}"


SESSION_COOKIES: Port[SessionCookies] = Port("session cookies")
