"""Every open socket of the process: counted per player, closed together at a restart."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from domain.shared import PlayerId


@dataclass(frozen=True, slots=True)
class SocketLimits:
    init_seconds: float = 10
    idle_seconds: float = 600
    """Without a running operation and without a message."""
    send_seconds: float = 30
    """A client that takes nothing for so long is gone."""
    close_seconds: float = 5
    """So long the close itself may take."""
    operations: int = 50
    """Under way at once on one socket."""
    per_player: int = 20
    in_all: int = 3_000
    """Below what the server accepts in connections, so that sockets leave room for requests."""
    message_bytes: int = 64 * 1024


class Drainable(Protocol):
    async def drain(self) -> None:
        """Finish queries and mutations under way, then close with 1012."""
        ...


class Sockets:
    """``draining``: new sockets are refused, those that are open finish what they accepted."""

    def __init__(self, limits: SocketLimits | None = None) -> None:
        self.limits = limits or SocketLimits()
        self.draining = False
        self._open: set[Drainable] = set()
        self._players: Counter[PlayerId] = Counter()

    def opened(self, socket: Drainable) -> bool:
        """False when there is no room."""
        if self.draining or len(self._open) >= self.limits.in_all:
            return False
        self._open.add(socket)
        return True

    def closed(self, socket: Drainable) -> None:
        self._open.discard(socket)

    def claim(self, player: PlayerId) -> bool:
        """One of the player's sockets; False when all are taken."""
        if self._players[player] >= self.limits.per_player:
            return False
        self._players[player] += 1
        return True

    def release(self, player: PlayerId) -> None:
        self._players[player] -= 1
        if self._players[player] <= 0:
            del self._players[player]

    async def drain(self) -> None:
        """Close every socket with 1012; returns when all have been told."""
        self.draining = True
        await asyncio.gather(*(socket.drain() for socket in tuple(self._open)), return_exceptions=True)
