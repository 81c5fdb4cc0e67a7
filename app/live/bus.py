"""The bus between processes, on broadcaster; one upstream subscription to a channel however many listen here."""

import asyncio
import logging
from collections.abc import Callable

from broadcaster import Broadcast, BroadcastBackend

from app.jobs import end

MAX_MESSAGE_BYTES = 64 * 1024

GAP = ""
"""The message that says: something may have been missed on this channel; read the truth again."""

Receive = Callable[[str], None]

log = logging.getLogger(__name__)


class BusAway(Exception):
    """The message went nowhere, because the broker did not take it."""


class Bus:
    """At most once, in order per publisher; a lost message is followed by GAP, so listeners re-read and lose nothing.

    Messages are not empty and have at most MAX_MESSAGE_BYTES. Channels are fixed by ``listen`` before ``start``.
    """

    def __init__(self, backend: BroadcastBackend | None = None) -> None:
        self._broadcast = Broadcast(backend=backend) if backend else Broadcast("memory://")
        self._receivers: dict[str, list[Receive]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def listen(self, channel: str, receive: Receive) -> None:
        """``receive`` is called on the event loop and must return at once; what it raises is logged."""
        self._receivers.setdefault(channel, []).append(receive)

    async def start(self) -> None:
        """On return what is published here is heard here; what others publish, from each channel's first GAP on."""
        await self._broadcast.connect()
        subscribed = [asyncio.Event() for _ in self._receivers]
        self._tasks = [
            asyncio.create_task(self._follow(channel, event))
            for channel, event in zip(self._receivers, subscribed, strict=True)
        ]
        for event in subscribed:
            await event.wait()

    async def stop(self) -> None:
        await end(*self._tasks)
        self._tasks = []
        await self._broadcast.disconnect()

    async def publish(self, channel: str, message: str) -> None:
        """Raises BusAway."""
        if not 0 < len(message.encode()) <= MAX_MESSAGE_BYTES:
            raise ValueError(f"a bus message has 1 to {MAX_MESSAGE_BYTES} bytes, not {len(message)}")
        await self._broadcast.publish(channel, message)

    async def _follow(self, channel: str, subscribed: asyncio.Event) -> None:
        receivers = self._receivers[channel]
        async with self._broadcast.subscribe(channel) as subscriber:
            subscribed.set()
            while True:
                event = await subscriber.get()
                for receive in receivers:
                    try:
                        receive(event.message)
                    except Exception:
                        log.exception("a listener on %s failed", channel)
