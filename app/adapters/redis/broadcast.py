"""Redis as the bus: a broadcaster backend that survives Redis, and says when it may have missed something."""

import asyncio
import logging
import random
from contextlib import suppress

from broadcaster import BroadcastBackend, Event
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.live.bus import GAP, BusAway

MAX_WAITING = 1_000
"""Messages received and not yet taken; beyond it they are dropped, and a gap is told."""

HEARTBEAT_SECONDS = 5.0
FIRST_BACKOFF_SECONDS = 0.1
LAST_BACKOFF_SECONDS = 3.0

log = logging.getLogger(__name__)


class RedisBroadcast(BroadcastBackend):
    """One connection listens, supervised; a few publish. Nothing is retried in silence: every gap is told as GAP.

    A channel gets GAP each time its subscription takes effect, the first time included, and after an overflow.
    """

    def __init__(self, url: str, heartbeat_seconds: float = HEARTBEAT_SECONDS) -> None:
        self._heartbeat_seconds = heartbeat_seconds
        # Redis-py would reconnect and subscribe anew by itself, and nobody would learn of the gap.
        self._listening = self._client(url, retries=0)
        # A pooled connection may be stale since a restart; to publish twice does no harm.
        self._publishing = self._client(url, retries=1)
        self._channels: set[str] = set()
        self._changed = asyncio.Event()
        self._waiting: asyncio.Queue[Event] = asyncio.Queue(MAX_WAITING)
        self._overflown: set[str] = set()
        self._supervisor: asyncio.Task[None] | None = None
        self._pubsub: PubSub | None = None
        self.connected = False
        """Whether the listening connection stands; for readiness."""

    def _client(self, url: str, retries: int) -> Redis:
        return Redis.from_url(
            url,
            retry=Retry(NoBackoff(), retries),
            socket_connect_timeout=self._heartbeat_seconds,
            socket_timeout=self._heartbeat_seconds,
            max_connections=16,
        )

    async def connect(self) -> None:
        self._supervisor = asyncio.create_task(self._supervise())

    async def disconnect(self) -> None:
        if self._supervisor is not None:
            self._supervisor.cancel()
            with suppress(asyncio.CancelledError):
                await self._supervisor
        await self._listening.aclose()
        await self._publishing.aclose()

    async def subscribe(self, group: str) -> None:
        self._channels.add(group)
        self._changed.set()
        if self._pubsub is not None:
            with suppress(RedisError, OSError):  # the supervisor learns of it too, and subscribes anew
                await self._pubsub.subscribe(group)

    async def unsubscribe(self, group: str) -> None:
        self._channels.discard(group)
        if self._pubsub is not None:
            with suppress(RedisError, OSError):
                await self._pubsub.unsubscribe(group)

    async def publish(self, channel: str, message: str) -> None:
        try:
            await self._publishing.publish(channel, message)
        except (RedisError, OSError) as error:
            raise BusAway(str(error)) from error

    async def next_published(self) -> Event:
        if self._overflown and self._waiting.empty():
            return Event(self._overflown.pop(), GAP)
        return await self._waiting.get()

    async def _supervise(self) -> None:
        backoff_seconds = FIRST_BACKOFF_SECONDS
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("the bus lost Redis (%s); it tries again", type(error).__name__)
            except Exception:
                log.exception("the bus lost Redis, unexpectedly; it tries again")
            if self.connected:
                backoff_seconds = FIRST_BACKOFF_SECONDS
            self.connected = False
            await asyncio.sleep(backoff_seconds * random.uniform(0.5, 1.0))  # noqa: S311
            backoff_seconds = min(backoff_seconds * 2, LAST_BACKOFF_SECONDS)

    async def _listen(self) -> None:
        """Until the connection fails, or answers neither a message nor a ping within two heartbeats."""
        while not self._channels:
            self._changed.clear()
            await self._changed.wait()
        async with self._listening.pubsub() as pubsub:
            try:
                early = frozenset(self._channels)
                await pubsub.subscribe(*early)
                self._pubsub = pubsub
                if late := self._channels - early:
                    await pubsub.subscribe(*late)
                pinged = False
                while True:
                    message = await pubsub.get_message(timeout=self._heartbeat_seconds)
                    if message is not None:
                        pinged = False
                        self._received(message["type"], message["channel"], message["data"])
                    elif pinged:
                        raise TimeoutError
                    else:
                        await pubsub.ping()
                        pinged = True
            finally:
                self._pubsub = None

    def _received(self, kind: str, channel: bytes | None, data: bytes | int) -> None:
        if channel is None:
            return
        name = channel.decode()
        if kind == "subscribe":
            self.connected = True
            self._enqueue(Event(name, GAP))
        elif kind == "message" and isinstance(data, bytes):
            self._enqueue(Event(name, data.decode()))

    def _enqueue(self, event: Event) -> None:
        if self._waiting.full():
            self._overflown.add(event.channel)
        else:
            self._waiting.put_nowait(event)
