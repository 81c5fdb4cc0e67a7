"""What a resolver may reach: who asks, one door to the domain, facts of the request, loaders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any, Generic, TypeVar, cast

import strawberry

from domain.identity import Viewer
from domain.shared import Dispatch, NotAllowed, NotSignedIn

T = TypeVar("T")


class Credentials(Enum):
    """How the caller proves who it is; a mutation that opens a session answers in the same way."""

    NONE = "none"
    BEARER = "bearer"
    COOKIE = "cookie"


@dataclass(slots=True)
class RequestFacts:
    """What the edge knows of the request; ``origin`` is the browser's Origin header, if any.

    Not to be changed; not frozen, since one is made for every request and freezing triples what that costs.
    """

    ip: str = ""
    user_agent: str = ""
    credentials: Credentials = Credentials.NONE
    origin: str | None = None
    correlation_id: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """The request's other headers that resolvers use, lower case: ``accept-language``, ``x-session-mode``."""


@dataclass(frozen=True, slots=True)
class ResponseCookie:
    """A cookie that the answer sets; ``max_age`` of zero deletes it. ``Secure`` is the edge's to decide."""

    name: str
    value: str
    max_age: timedelta
    http_only: bool = True
    path: str = "/"


class Port(Generic[T]):
    """A typed key of ``Context.ports``: ``BALANCES: Port[BalanceFeed] = Port("balances")``."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


Ports = Mapping[Port[Any], object]


@dataclass(slots=True)
class Context:
    """One operation's context; loaders live and die with it, so nothing they hold goes stale."""

    dispatch: Dispatch
    viewer: Viewer | None = None
    request: RequestFacts = field(default_factory=RequestFacts)
    ports: Ports = field(default_factory=dict)
    cookies: list[ResponseCookie] = field(default_factory=list)
    """Cookies to set with the answer (HTTP only; a WebSocket answer cannot carry them)."""
    _loaders: dict[Any, Any] = field(default_factory=dict)

    def port(self, port: Port[T]) -> T:
        """What the composition root put behind the key; a missing one is a fault of wiring."""
        return cast(T, self.ports[port])

    def loader(self, make: "Callable[[Context], T]") -> T:
        """The operation's one loader of this kind, made on first use: ``info.context.loader(GamesById)``."""
        found = self._loaders.get(make)
        if found is None:
            found = self._loaders[make] = make(self)
        return cast(T, found)

    def forget_loaders(self) -> None:
        """Between two events of a subscription: what was loaded for one is old for the next."""
        self._loaders.clear()

    def become(self, viewer: Viewer) -> None:
        """From here on this operation is that viewer's: what loaders hold is somebody else's."""
        self.viewer = viewer
        self._loaders.clear()

    def signed_in(self, *, while_locked: bool = False) -> Viewer:
        """The viewer. Raises NotSignedIn, and NotAllowed while the session is locked: both are answered as data.

        ``while_locked``: for what only reads, and for what opens the lock.
        """
        if self.viewer is None:
            raise NotSignedIn
        if self.viewer.locked and not while_locked:
            raise NotAllowed(("SESSION_LOCKED",))
        return self.viewer


Info = strawberry.Info[Context, None]
