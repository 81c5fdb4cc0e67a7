"""One mailbox per subscriber of account news, bounded: a slow client never makes a queue grow."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_NOTICES = 50


class Mailbox(Generic[T]):
    """Holds the newest ``size`` events; 1 is enough for a state."""

    def __init__(self, size: int) -> None:
        self._waiting: deque[T] = deque(maxlen=size)
        self._arrived = asyncio.Event()

    def put(self, event: T) -> None:
        self._waiting.append(event)
        self._arrived.set()

    async def take(self) -> T:
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting.popleft()
