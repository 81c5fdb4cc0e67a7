"""The post office: takes messages from the queue to their carriers, again and again until each is taken or given up."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial

from app.adapters.notifications.carrier import CARRY_SECONDS, Carrier, NotTaken, Parcel, Undeliverable
from app.adapters.notifications.counts import MESSAGES
from app.adapters.notifications.letters import write
from app.adapters.postgres.message_queue import MessageQueue, QueuedMessage
from app.jobs import Job, Work
from domain.identity.messages import Channel
from domain.shared import Clock

EVERY_SECONDS = 0.5
AT_ONCE = 8
"""Attempts under way in one process, for each channel."""
LEASE = timedelta(seconds=60)
"""Longer than an attempt can take: who died in the middle of one leaves it to the others after this."""
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 900.0
MAX_ATTEMPTS = 40
"""With the pauses above, about eight hours; codes expire long before."""
KEEP = timedelta(days=90)
LET_GO_EVERY_SECONDS = 60.0
MAX_DELETED = 2_000
STOP_SECONDS = 5.0

log = logging.getLogger(__name__)


class PostOffice:
    """At least once: a process that dies between a carrier's answer and the mark leaves a message to be sent again.

    Any number of processes may run one; each channel has its own round, so that one carrier's silence stops no other.
    """

    def __init__(self, queue: MessageQueue, carriers: Mapping[Channel, Carrier], brand: str, clock: Clock) -> None:
        self._queue = queue
        self._carriers = carriers
        self._brand = brand
        self._clock = clock
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        rounds = [
            self._until_stopped(f"messages: {channel}", partial(self._carry_all_due, channel), EVERY_SECONDS)
            for channel in self._carriers
        ]
        self._tasks = [*rounds, self._until_stopped("messages: let go", self._let_go, LET_GO_EVERY_SECONDS)]

    async def stop(self) -> None:
        """Waits a moment for attempts under way; one that is cut off is made again after its lease."""
        self._stopping.set()
        _, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def carry_due(self, channel: Channel) -> int:
        """One round: up to ``AT_ONCE`` messages that are due, at once; how many there were."""
        due = await self._queue.take(channel, self._clock.now(), LEASE, AT_ONCE)
        done = await asyncio.gather(*(self._carry(message) for message in due), return_exceptions=True)
        for fault in done:
            if fault is not None:
                raise fault
        return len(due)

    async def _carry(self, message: QueuedMessage) -> None:
        carrier, now = self._carriers[message.channel], self._clock.now()
        arrived = message.created_at if carrier.keeps else now
        if message.expires_at is not None and message.expires_at <= arrived:
            await self._finish(message, carrier, "expired")
            return
        try:
            letter = write(message.template, message.language, message.facts, self._brand)
        except (KeyError, ValueError):
            log.exception("message %s (%s) cannot be written", message.id, message.template.value)
            await self._finish(message, carrier, "given_up")
            return
        parcel = Parcel(message.id, message.to, letter, message.language, message.expires_at)
        try:
            async with asyncio.timeout(CARRY_SECONDS):
                await carrier.carry(parcel)
        except Undeliverable as refused:
            log.warning("message %s: %s will not take it: %s", message.id, message.channel.value, refused)
            await self._finish(message, carrier, "given_up")
        except (NotTaken, OSError) as refused:  # TimeoutError is an OSError
            await self._try_later(message, carrier, refused)
        except Exception as fault:
            log.exception("message %s (%s) could not be carried", message.id, message.template.value)
            await self._try_later(message, carrier, fault)
        else:
            await self._finish(message, carrier, "sent")

    async def _try_later(self, message: QueuedMessage, carrier: Carrier, refused: Exception) -> None:
        if message.attempts >= MAX_ATTEMPTS:
            log.error("message %s: given up after %d attempts", message.id, message.attempts)
            await self._finish(message, carrier, "given_up")
            return
        why = str(refused) if isinstance(refused, NotTaken) else type(refused).__name__
        asked = refused.after_seconds if isinstance(refused, NotTaken) else 0.0
        pause = max(min(FIRST_PAUSE_SECONDS * 2 ** (message.attempts - 1), LONGEST_PAUSE_SECONDS), asked)
        log.warning("message %s: %s did not take it: %s", message.id, message.channel.value, why)
        await self._queue.put_off(message.id, self._clock.now() + timedelta(seconds=pause))
        MESSAGES.labels(message.channel.value, "put_off").inc()

    async def _finish(self, message: QueuedMessage, carrier: Carrier, outcome: str) -> None:
        sent = outcome == "sent"
        await self._queue.finish(message.id, self._clock.now(), sent=sent, keep=sent and carrier.keeps)
        MESSAGES.labels(message.channel.value, outcome).inc()

    def _until_stopped(self, name: str, work: Work, every_seconds: float) -> "asyncio.Task[None]":
        """A round under way at a stop is carried to its end."""
        job = Job(name, work, every_seconds)

        async def rounds() -> None:
            while not self._stopping.is_set():
                await job.try_once()
                await self._pause(every_seconds)

        return asyncio.create_task(rounds(), name=name)

    async def _carry_all_due(self, channel: Channel) -> None:
        while not self._stopping.is_set() and await self.carry_due(channel):
            continue

    async def _let_go(self) -> None:
        while await self._queue.let_go(self._clock.now() - KEEP, MAX_DELETED) == MAX_DELETED:
            continue

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
