"""The company's own worker: it decides what is due, and delivers webhooks until they are accepted."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import asyncpg
import httpx

from app.sandbox.kyc.book import KycBook, Webhook
from app.sandbox.kyc.desk import KycDesk
from app.sandbox.kyc.signing import webhook_headers

EVERY_SECONDS = 0.3
AT_ONCE = 16
DELIVERY_SECONDS = 5.0
LEASE_SECONDS = 30
RETRY_SECONDS = (1, 2, 5, 10, 30, 60, 300, 3_600, 18_000, 64_800)
"""The wait after each failed attempt; after the last one the webhook is given up. The last four are Sumsub's own."""

log = logging.getLogger(__name__)


class KycClockwork:
    """Its queue is in its tables, so a restart continues; several processes may each run one."""

    def __init__(
        self, book: KycBook, desk: KycDesk, url: str, secret: str, open_client: Callable[[], httpx.AsyncClient]
    ) -> None:
        """``url``: where the client wants its webhooks, as agreed once and for all."""
        self._book = book
        self._desk = desk
        self._url = url
        self._secret = secret
        self._open_client = open_client
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="sandbox kyc")

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
        decided = await self._desk.let_time_pass()
        webhooks = await self._book.claim_webhooks(AT_ONCE, LEASE_SECONDS)
        await asyncio.gather(*(self._deliver(client, webhook) for webhook in webhooks))
        return decided + len(webhooks)

    async def _run(self) -> None:
        async with self._open_client() as client:
            while True:
                try:
                    worked = await self.turn(client)
                except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
                    log.warning("sandbox kyc: database away: %s", type(error).__name__)
                    worked = 0
                except Exception:
                    log.exception("sandbox kyc: a round failed; its webhooks are sent again after their lease")
                    worked = 0
                if not worked:
                    await asyncio.sleep(EVERY_SECONDS)

    async def _deliver(self, client: httpx.AsyncClient, webhook: Webhook) -> None:
        headers = webhook_headers(self._secret, webhook.body)
        try:
            response = await client.post(self._url, content=webhook.body, headers=headers, timeout=DELIVERY_SECONDS)
            told = response.text[:200].replace("\0", "")
            answer, accepted = f"{response.status_code} {told}", response.is_success
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            answer, accepted = type(error).__name__, False
        if accepted or webhook.attempts > len(RETRY_SECONDS):
            await self._book.delivered(webhook.webhook_id, answer)
        else:
            await self._book.again(webhook.webhook_id, answer, RETRY_SECONDS[webhook.attempts - 1])
