"""Reading uploads: how many at once, for how long. Each lies in memory until its operation is done."""

import asyncio
from collections import Counter
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from domain.shared import PlayerId
from graphql_api.execution import Code, Failure, GraphQLRequest
from graphql_api.http.asgi import BodyTooLarge, Disconnected, Receive, read_body
from graphql_api.http.multipart import BODY_BYTES, read_multipart
from graphql_api.http.request import HttpRefusal

_RETRY_SECONDS = 2
_DISCARD_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class UploadLimits:
    in_all: int = 12
    """Times the cap of a body is the memory that uploads can take in a process."""
    per_player: int = 2
    body_seconds: float = 120
    """The whole body must be here by then."""


class Uploads:
    def __init__(self, limits: UploadLimits | None = None) -> None:
        self.limits = limits or UploadLimits()
        self._players: Counter[PlayerId] = Counter()

    @contextmanager
    def under_way(self, player: PlayerId) -> Iterator[None]:
        """Raises Failure when this player, or everybody together, uploads too much at once."""
        if self._players[player] >= self.limits.per_player or self._players.total() >= self.limits.in_all:
            message = "Too many uploads are under way."
            raise Failure.of(Code.RATE_LIMITED, message, retryAfterSeconds=_RETRY_SECONDS)
        self._players[player] += 1
        try:
            yield
        finally:
            self._players[player] -= 1
            if not self._players[player]:
                del self._players[player]


class Incoming:
    """A body that may be left half read."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._over = False

    async def __call__(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self._over = not message.get("more_body")  # also where the caller has gone
        return message

    async def discard_rest(self) -> None:
        """Read and thrown away: most clients see only a reset when they are answered before they have sent it all."""
        if self._over:
            return
        try:
            async with asyncio.timeout(_DISCARD_SECONDS):
                await read_body(self, 0)
        except (BodyTooLarge, Disconnected, TimeoutError):
            return


async def read_upload(content_type: str, receive: Receive, seconds: float) -> GraphQLRequest:
    """Raises HttpRefusal or Disconnected."""
    close = [(b"connection", b"close")]
    try:
        async with asyncio.timeout(seconds):
            return await read_multipart(content_type, receive)
    except Failure as failure:
        raise HttpRefusal(400, failure.errors[0]["message"]) from None
    except TimeoutError:
        raise HttpRefusal(408, "The body did not come in time.", close) from None
    except BodyTooLarge:
        raise HttpRefusal(413, f"The body is over {BODY_BYTES} bytes.", close) from None
