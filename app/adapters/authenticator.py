"""Who sends this request: bearer token or cookies, verified once and then remembered."""

from app.adapters.session_ends import SessionEnds
from app.adapters.tokens import Ed25519AccessTokens, TokenRefused
from domain.shared import Clock
from graphql_api.http.authenticator import InvalidToken, Presented, SignedIn
from graphql_api.identity.cookies import SessionCookies

_REMEMBERED = 20_000


class TokenAuthenticator:
    """The transport's ``Authenticator``. A warm call costs two dictionary look-ups and no round trip.

    A bearer token that is forged or has expired is an error. A cookie that is worth nothing is merely no session: no
    script can take it away, and it must not stand in the way of ``refreshSession``.
    """

    def __init__(
        self,
        tokens: Ed25519AccessTokens,
        ends: SessionEnds,
        cookies: SessionCookies,
        clock: Clock,
    ) -> None:
        self._tokens = tokens
        self._ends = ends
        self._cookies = cookies
        self._clock = clock
        self._verified: dict[str, tuple[SignedIn, float]] = {}

    async def __call__(self, presented: Presented, /) -> SignedIn | None:
        signed_in = self._bearer(presented.authorization) if presented.authorization else self._cookie(presented)
        if signed_in is None or await self._ends.has_ended(signed_in.viewer.session_id):
            return None
        return signed_in

    def _bearer(self, authorization: str) -> SignedIn:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise InvalidToken
        return self._believe(token)

    def _cookie(self, presented: Presented) -> SignedIn | None:
        """Cookies count only where no foreign page can send them."""
        cookies = self._cookies
        token = presented.cookies.get(cookies.access_name) if presented.cookies else None
        counts = (
            cookies.ours(presented.origin) if presented.websocket else cookies.count(presented.csrf, presented.origin)
        )
        if not token or not counts:
            return None
        try:
            return self._believe(token)
        except InvalidToken:
            return None

    def _believe(self, token: str) -> SignedIn:
        now = self._clock.now()
        known = self._verified.get(token)
        if known is not None:
            if now.timestamp() < known[1]:
                return known[0]
            del self._verified[token]
            raise InvalidToken(expired=True)
        try:
            claims = self._tokens.verify(token, now)
        except TokenRefused as refused:
            raise InvalidToken(expired=refused.expired) from None
        signed_in = SignedIn(claims.viewer, claims.expires_at, unmetered=claims.qa)
        if len(self._verified) >= _REMEMBERED:
            del self._verified[next(iter(self._verified))]  # the one verified longest ago
        self._verified[token] = signed_in, claims.expires_at
        return signed_in
