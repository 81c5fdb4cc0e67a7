"""The sandbox payment provider alone, and a merchant that answers its webhooks as a test likes."""

from dataclasses import dataclass, field
from functools import partial

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.sandbox.psp import Pace, PspBook, PspClockwork, PspDesk, psp_routes

SECRET, API_KEY = "whsec_test", "sk_test"
HOOK = "http://merchant/hook"
ORDER = {
    "reference": "order-1",
    "amount": 2500,
    "currency": "EUR",
    "return_url": "http://merchant/",
    "notify_url": HOOK,
}


@dataclass
class Merchant:
    """Answers with the next of ``answers``, then with 200; keeps what it was sent."""

    answers: list[int] = field(default_factory=list)
    heard: list[tuple[bytes, str]] = field(default_factory=list)

    async def hook(self, request: Request) -> Response:
        self.heard.append((await request.body(), request.headers["sandbox-signature"]))
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    @property
    def client(self) -> httpx.AsyncClient:
        app = Starlette(routes=[Route("/hook", self.hook, methods=["POST"])])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app))


@dataclass
class Psp:
    pool: "asyncpg.Pool[asyncpg.Record]"
    book: PspBook
    desk: PspDesk
    merchant: Merchant
    api: httpx.AsyncClient

    def clockwork(self) -> PspClockwork:
        """A worker process, as it is after a restart."""
        return PspClockwork(self.book, self.desk, SECRET, lambda: self.merchant.client)

    async def turn(self) -> int:
        return await self.clockwork().turn(self.merchant.client)

    async def hurry(self) -> None:
        """Everything that waits is due now."""
        for table in ("psp_payments", "psp_payouts", "psp_webhooks"):
            await self.pool.execute(f"update sandbox.{table} set due_at = now() where due_at is not null")


@pytest.fixture
async def psp(pool: "asyncpg.Pool[asyncpg.Record]") -> Psp:
    await pool.execute("truncate sandbox.psp_payments, sandbox.psp_payouts, sandbox.psp_webhooks")
    book, pace = PspBook(pool), Pace()
    desk = PspDesk(book, pace)
    app = Starlette(routes=psp_routes(book, desk, pace, API_KEY, "http://psp"))
    open_api = partial(httpx.AsyncClient, base_url="http://psp", headers={"Authorization": f"Bearer {API_KEY}"})
    return Psp(pool, book, desk, Merchant(), open_api(transport=httpx.ASGITransport(app)))
