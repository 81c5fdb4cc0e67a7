"""The sandbox verification company alone, and a client that answers its webhooks as a test likes."""

import time
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from app.adapters.kyc_vendors.sumsub.signature import sign_request, verify
from app.sandbox.kyc import Credentials, KycBook, KycClockwork, KycDesk, Pace, kyc_routes

CREDENTIALS = Credentials("sbx:token", "secret key", "webhook secret")
FORM = {
    "firstName": "Ada",
    "lastName": "Byron",
    "birthDate": "1990-12-10",
    "document": "PASSPORT",
    "photo": True,
    "verdict": "APPROVE",
}


@dataclass
class Client:
    """Answers with the next of ``answers``, then with 200; keeps what it was sent, once its digest was checked."""

    answers: list[int] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)

    async def hook(self, request: Request) -> Response:
        body, given = await request.body(), request.headers
        verify(CREDENTIALS.webhook_secret, given["x-payload-digest"], given["x-payload-digest-alg"], body)
        self.heard.append(orjson.loads(body))
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    @property
    def http(self) -> httpx.AsyncClient:
        app = Starlette(routes=[Route("/hook", self.hook, methods=["POST"])])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app))

    @property
    def kinds(self) -> list[str]:
        return [event["type"] for event in self.heard]


@dataclass
class Company:
    pool: "asyncpg.Pool[asyncpg.Record]"
    book: KycBook
    desk: KycDesk
    client: Client
    http: httpx.AsyncClient

    async def call(self, method: str, path: str, order: object = None, **changed: str) -> httpx.Response:
        """As a client of theirs calls, signed; ``changed``: headers that say something else."""
        body = b"" if order is None else orjson.dumps(order)
        at = int(time.time())
        headers = {
            "X-App-Token": CREDENTIALS.app_token,
            "X-App-Access-Ts": str(at),
            "X-App-Access-Sig": sign_request(CREDENTIALS.secret_key, at, method, path, body),
        }
        renamed = {name.replace("_", "-"): value for name, value in changed.items()}
        return await self.http.request(method, path, content=body, headers={**headers, **renamed})

    async def applicant(self, user: str = "user-1", level: str = "basic") -> str:
        answer = await self.call("POST", f"/resources/applicants?levelName={level}", {"externalUserId": user})
        assert answer.status_code == 201
        id_: str = answer.json()["id"]
        return id_

    async def link(self, user: str = "user-1", level: str = "basic") -> str:
        order = {"userId": user, "levelName": level, "ttlInSecs": 600, "redirect": {"successUrl": "http://client/"}}
        url: str = (await self.call("POST", "/resources/sdkIntegrations/levels/-/websdkLink", order)).json()["url"]
        return url

    def clockwork(self) -> KycClockwork:
        """A worker process, as it is after a restart."""
        secret = CREDENTIALS.webhook_secret
        return KycClockwork(self.book, self.desk, "http://client/hook", secret, lambda: self.client.http)

    async def turn(self) -> int:
        return await self.clockwork().turn(self.client.http)

    async def hurry(self) -> None:
        """Everything that waits is due now."""
        for table in ("applicants", "webhooks"):
            await self.pool.execute(f"update sandbox_kyc.{table} set due_at = now() where due_at is not null")

    async def work(self) -> None:
        """Until nothing is left to do, whatever its time."""
        await self.hurry()
        while await self.turn():
            await self.hurry()


@pytest.fixture
async def company(pool: "asyncpg.Pool[asyncpg.Record]") -> Company:
    await pool.execute("truncate sandbox_kyc.applicants, sandbox_kyc.links, sandbox_kyc.webhooks")
    book = KycBook(pool)
    desk = KycDesk(book, Pace())
    app = Starlette(
        routes=[Mount("/sandbox/kyc", routes=kyc_routes(book, desk, CREDENTIALS, "http://kyc/sandbox/kyc"))]
    )
    http = httpx.AsyncClient(base_url="http://kyc/sandbox/kyc", transport=httpx.ASGITransport(app))
    return Company(pool, book, desk, Client(), http)
