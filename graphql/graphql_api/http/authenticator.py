"""Who sends this request? The port that the edge asks; ``app`` answers it from tokens, cookies and sessions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.identity import Viewer
from domain.shared import SessionId


@dataclass(slots=True)
class Presented:
    """What the caller shows. ``authorization`` is the header's whole value (``Bearer …``), or a WebSocket's payload's.

    Cookies count only where they may: ``csrf`` is the CSRF header's value (None over WebSocket, where ``origin`` is
    checked to be one of ours before this port is asked, and ``websocket`` is true).
    """

    authorization: str | None = None
    cookies: Mapping[str, str] | None = None
    csrf: str | None = None
    origin: str | None = None
    websocket: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session. ``expires_at``: when what was shown ends, in Unix seconds; None: with its session."""

    viewer: Viewer
    expires_at: float | None = None
    unmetered: bool = False
    """A QA token: no cost budget."""


class InvalidToken(Exception):
    """A forged or expired token: a top-level UNAUTHENTICATED. (An ended session is merely signed out.)"""

    def __init__(self, expired: bool = False) -> None:
        super().__init__()
        self.expired = expired


class Authenticator(Protocol):
    async def __call__(self, presented: Presented, /) -> SignedIn | None:
        """None when signed out: nothing shown, the session has ended, or a cookie without its CSRF header.

        Raises InvalidToken. Called for every request: verified tokens are cached behind it.
        """
        ...


class SessionActivity(Protocol):
    """Is told of each operation that a signed-in client begins; what keeps a session going by itself is none."""

    async def locked(self, viewer: Viewer, /) -> bool:
        """Whether the session is locked, because nobody was there for too long. Called for every operation."""
        ...


class SessionLocation(Protocol):
    """Is told where each operation of a signed-in client comes from."""

    async def seen(self, viewer: Viewer, ip: str, /) -> None:
        """Closes what may not be done from there before the operation begins. Called for every operation."""
        ...


class SessionWatch(Protocol):
    """Tells open sockets that their session was revoked."""

    def watch(self, session_id: SessionId, revoked: Callable[[], None], /) -> Callable[[], None]:
        """Call ``revoked`` once when the session ends; the returned function stops watching."""
        ...
