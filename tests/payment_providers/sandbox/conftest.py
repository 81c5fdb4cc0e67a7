"""A real platform on a real PostgreSQL, with the sandbox provider beside it, both behind one real HTTP server."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import orjson
import pytest
import uvicorn

from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.http.server import build_app
from app.platform import Platform
from app.sandbox.psp.signing import signature_header
from app.wiring.payments import CALLBACK_PATH
from app.wiring.sandbox_psp import psp_clockwork, psp_credentials
from domain.identity import Evidence, ProofMethod, StepUp
from domain.payments import (
    DepositStarted,
    PayOutDue,
    RequestWithdrawal,
    StartDeposit,
    Withdrawal,
    WithdrawalState,
)
from tests.builders import a_visit
from tests.running import SignedInPlayer, SignUp, settings_for_tests, sign_up

__all__ = ["sign_up"]

PACE = 0.02
VISA = "4242424242424242"


@dataclass
class Payments:
    """Both sides: the platform's, and the provider's signed notices."""

    platform: Platform
    http: httpx.AsyncClient
    dispatch: Dispatcher

    async def start(self, player: SignedInPlayer, amount: str = "25.00", key: str | None = None) -> DepositStarted:
        message = StartDeposit(player.id, key or uuid4().hex, "sandbox_card", amount, "EUR")
        return await self.dispatch(message)

    async def withdraw(self, player: SignedInPlayer, amount: str, key: str | None = None) -> Withdrawal:
        message = RequestWithdrawal(player.viewer, key or uuid4().hex, "sandbox_card", amount, "EUR")
        return (await self.dispatch(message)).withdrawal

    async def prove(self, player: SignedInPlayer) -> None:
        await self.dispatch(StepUp(player.viewer, Evidence(ProofMethod.PASSWORD, password=player.password), a_visit()))

    async def send(
        self, body: bytes, *, secret: str | None = None, at: int | None = None, header: str | None = None
    ) -> httpx.Response:
        """A notice as the provider would send it."""
        secret = secret or psp_credentials(self.platform).webhook_secret
        signed = signature_header(secret, int(time.time()) if at is None else at, body)
        headers = {"Sandbox-Signature": signed if header is None else header}
        return await self.http.post(CALLBACK_PATH, content=body, headers=headers)

    async def tell(self, kind: str, order: UUID, *, notice: str | None = None, **changed: Any) -> tuple[int, str]:
        """Send a notice about an order; the status, and the code of a refusal."""
        data = {"id": "pay_1", "reference": str(order), "amount": 2500, "currency": "EUR", "failure_reason": None}
        event = {"id": notice or f"evt_{uuid4().hex}", "type": kind, "created": 1, "data": {**data, **changed}}
        answer = await self.send(orjson.dumps(event))
        return answer.status_code, answer.json().get("error", {}).get("code", "")

    async def pay(self, started: DepositStarted, number: str) -> dict[str, Any]:
        """Enter a card on the provider's page."""
        form = {"number": number, "expiry": "12/30", "cvc": "123"}
        answer = await self.http.post(started.action.url, json=form)
        assert answer.status_code == 200
        state: dict[str, Any] = answer.json()
        return state

    async def cash(self, player: SignedInPlayer) -> int:
        found = await self.platform.pool.fetchval("select cash from wallets where player_id = $1", player.id)
        assert isinstance(found, int)
        return found

    async def balances(self, player: SignedInPlayer) -> tuple[int, int]:
        """Cash and withdrawal hold."""
        query = "select cash, withdrawal_hold from wallets where player_id = $1"
        cash, hold = await self.platform.pool.fetchrow(query, player.id) or (0, 0)
        return cash, hold

    async def withdrawal_state(self, withdrawal: Withdrawal) -> WithdrawalState:
        query = "select state from withdrawals where id = $1"
        return WithdrawalState(await self.one(query, withdrawal.withdrawal_id))

    async def funded(self, sign_up: SignUp, minor: int = 10_000) -> SignedInPlayer:
        """A player whose first deposit has arrived, and who has just proven who it is."""
        player = await sign_up()
        started = await self.start(player, f"{minor // 100}.{minor % 100:02d}")
        order, payment = started.deposit.deposit_id, f"pay_{uuid4().hex}"
        assert await self.tell("payment.succeeded", order, id=payment, amount=minor) == (200, "")
        await self.prove(player)
        return player

    async def one(self, query: str, *arguments: object) -> Any:
        return await self.platform.pool.fetchval(query, *arguments)

    async def cases(self, subject: str) -> list[str]:
        rows = await self.platform.pool.fetch("select kind from staff_cases where subject = $1 order by id", subject)
        return [row["kind"] for row in rows]

    async def pay_out(self) -> None:
        """Let the payout worker take its turns until nothing is due."""
        while await self.dispatch(PayOutDue()):
            pass


class AnnouncedServer(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@pytest.fixture(scope="module")
async def payments(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Payments]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    settings = settings_for_tests(tmp_path_factory.mktemp("data"))
    settings = settings.model_copy(update={"port": listening.getsockname()[1], "sandbox_pace": PACE})
    async with open_platform(settings, postgres_url) as platform:
        server = AnnouncedServer(uvicorn.Config(build_app(platform), log_level="warning", lifespan="off"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        await server.listening.wait()
        async with httpx.AsyncClient(base_url=settings.base_url, trust_env=False) as http:
            yield Payments(platform, http, Dispatcher(platform.sessions, wire(platform)))
        server.should_exit = True
        await task
    listening.close()


@pytest.fixture(scope="module")
def platform(payments: Payments) -> Platform:
    return payments.platform


@pytest.fixture(scope="module")
def dispatch(payments: Payments) -> Dispatcher:
    return payments.dispatch


@pytest.fixture
async def provider_works(payments: Payments) -> AsyncIterator[None]:
    """The provider's own worker: late payments, payouts and webhooks happen by themselves."""
    clockwork = psp_clockwork(payments.platform)
    await clockwork.start()
    yield
    await clockwork.stop()


Until = Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for something to become true, at most ten seconds."""

    async def wait(holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(10):
            while not await holds():  # noqa: ASYNC110 - the other side is a database
                await asyncio.sleep(0.02)

    return wait
