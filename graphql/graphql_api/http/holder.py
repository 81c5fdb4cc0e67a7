"""Who a socket belongs to, and for how long."""

import asyncio
import time
from collections.abc import Callable

from domain.identity import Viewer
from domain.shared import PlayerId
from graphql_api.http.authenticator import Authenticator, InvalidToken, Presented, SessionWatch, SignedIn
from graphql_api.http.sockets import Sockets
from graphql_api.http.transport_ws import Close

CloseSoon = Callable[[Close, str], None]


class Refused(Exception):
    """The socket must close."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Holder:
    """Signs in at the start and again at each renewal, and ends the socket with the token or the session.

    ``close_soon`` is called when either ends.
    """

    def __init__(
        self, authenticator: Authenticator, sockets: Sockets, sessions: SessionWatch | None, close_soon: CloseSoon
    ) -> None:
        self._authenticator = authenticator
        self._sockets = sockets
        self._sessions = sessions
        self._close_soon = close_soon
        self._signed_in: SignedIn | None = None
        self._claimed: PlayerId | None = None
        self._expiry: asyncio.TimerHandle | None = None
        self._unwatch: Callable[[], None] | None = None

    @property
    def viewer(self) -> Viewer | None:
        return None if self._signed_in is None else self._signed_in.viewer

    @property
    def metered(self) -> bool:
        return self._signed_in is None or not self._signed_in.unmetered

    async def sign_in(self, presented: Presented) -> None:
        """Raises Refused: the token is no good, the player is another one, or has all the sockets there are."""
        try:
            nothing = presented.authorization is None and not presented.cookies
            found = None if nothing else await self._authenticator(presented)
        except InvalidToken as invalid:
            if invalid.expired:
                raise Refused(Close.FORBIDDEN, "Token expired") from None
            raise Refused(Close.UNAUTHORIZED, "Token not valid") from None
        player = None if found is None else found.viewer.player_id
        if self._claimed is not None and player != self._claimed:
            raise Refused(Close.UNAUTHORIZED, "Another player, or a session that has ended")
        if player is not None and self._claimed is None:
            if not self._sockets.claim(player):
                raise Refused(Close.TOO_MANY, "Too many sockets")
            self._claimed = player
        self._keep(found)

    def leave(self) -> None:
        """Nobody's any more."""
        self._forget()
        if self._claimed is not None:
            self._sockets.release(self._claimed)
            self._claimed = None

    def _keep(self, found: SignedIn | None) -> None:
        self._signed_in = found
        self._forget()
        if found is None:
            return
        if found.expires_at is not None:
            left = max(0.0, found.expires_at - time.time())
            loop = asyncio.get_running_loop()
            self._expiry = loop.call_later(left, self._close_soon, Close.FORBIDDEN, "Token expired")
        if self._sessions is not None:
            self._unwatch = self._sessions.watch(
                found.viewer.session_id, lambda: self._close_soon(Close.UNAUTHORIZED, "Session revoked")
            )

    def _forget(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
        if self._unwatch is not None:
            self._unwatch()
        self._expiry = self._unwatch = None
