"""One followed thing in this process: what is known of it, shared by all who follow it."""

import asyncio
from typing import Generic, TypeVar

K = TypeVar("K")
N = TypeVar("N")


class Watch(Generic[K, N]):
    """News are read once, whatever the number of followers."""

    def __init__(self, key: K) -> None:
        self.key = key
        self.followers = 0
        self.refreshing: list[asyncio.Future[None]] = []
        """Who waits for a read that begins after they asked."""

    def refresh(self) -> "asyncio.Future[None]":
        """Done once a read has answered that begins from now on; wake the reader too."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.refreshing.append(future)
        return future

    def refuse(self, error: Exception) -> None:
        """Nobody waits any longer: it cannot be read."""
        for future in self.refreshing:
            if not future.done():
                future.set_exception(error)
        self.refreshing = []

    def tell(self, news: N) -> None:
        """What a read answered; its followers hear what is new in it."""
        raise NotImplementedError
