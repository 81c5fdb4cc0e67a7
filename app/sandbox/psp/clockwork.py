"""The provider's own worker: it ends what is due, and delivers webhooks until they are accepted."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

import asyncpg
import httpx

from app.sandbox.psp.book import PspBook, Webhook
from app.sandbox.psp.desk import PspDesk
from app.sandbox.psp.signing import signature_header

EVERY_SECONDS = 0.3
AT_ONCE = 16
DELIVERY_SECONDS = 10.0
LEASE_SECONDS = 30
RETRY_SECONDS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)
"""The wait after each failed attempt; after the last one the webhook is given up."""

log = logging.getLogger(__name__)


class PspClockwork:
    """Its queue is in its tables, so a restart continues; several processes may each run one."""

    def __init__(self, book: PspBook, desk: PspDesk, secret: str, open_client: Callable[[], httpx.AsyncClient]) -> None:
        self._book = book
        self._desk = desk
        self._secret = secret
        self._open_client = open_client
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="sandbox psp")

    async def stop(self) -> None:
        """A delivery that is cut off is made again after its lease."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def turn(self, client: httpx.AsyncClient) -> int:
        """One round of work; how much there was."""
        if not await self._book.anything_due():
            return 0
        ended = await self._desk.let_time_pass()
        webhooks = await self._book.claim_webhooks(AT_ONCE, LEASE_SECONDS)
        await asyncio.gather(*(self._deliver(client, webhook) for webhook in webhooks))
        return ended + len(webhooks)

    async def _run(self) -> None:
        async with self._open_client() as client:
            while True:
                try:
                    worked = await self.turn(client)
                except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
                    log.warning("sandbox psp: database away: %s", type(error).__name__)
                    worked = 0
                except Exception:
                    log.exception("sandbox psp: a round failed; its webhooks are sent again after their lease")
                    worked = 0
                if not worked:
                    await asyncio.sleep(EVERY_SECONDS)

    async def _deliver(self, client: httpx.AsyncClient, webhook: Webhook) -> None:
        """The signature is of now, not of the event: each attempt is signed anew, inside the receiver's tolerance."""
        headers = {
            "Content-Type": "application/json",
            "Sandbox-Signature": signature_header(self._secret, int(time.time()), webhook.body),
        }
        try:
            response = await client.post(webhook.url, content=webhook.body, headers=headers, timeout=DELIVERY_SECONDS)
            told = response.text[:200].replace("\0", "")
            answer, accepted = f"{response.status_code} {told}", response.is_success
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            answer, accepted = type(error).__name__, False
        if accepted or webhook.attempts > len(RETRY_SECONDS):
            await self._book.delivered(webhook.webhook_id, answer)
        else:
            await self._book.again(webhook.webhook_id, answer, RETRY_SECONDS[webhook.attempts - 1])
