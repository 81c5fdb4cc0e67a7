"""A thousand sign-ins wait for their hash; whoever plays, or looks at a balance, notices next to nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.http.server import build_app
from app.platform import Platform
from app.settings import Settings
from domain.identity import InvalidCredentials, Login, Visit
from domain.shared import TryAgainLater
from tests.game_providers.hub88.conftest import Hub88Side
from tests.running import SignedInPlayer, dispatch, player, sign_up

__all__ = ["dispatch", "player", "sign_up"]

QUEUE = 1_000
SAMPLES = 60
SLOWER = 5
"""How many times as slow as before the rest may become: the hashes do take processors away. While all arrive in one
instant, the time of some hashes comes on top; the last sign-in waits for a thousand."""
BALANCE = "{ me { wallets { cash { amount } } } }"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Hashes cost what they cost in production."""
    return Settings(data_dir=Path(tmp_path_factory.mktemp("data")), env="test", password_queue=QUEUE)


def sign_in(number: int) -> Login:
    """Of nobody, from an address of its own: no throttle is met."""
    ip = f"198.51.{number // 250}.{1 + number % 250}"
    return Login(f"nobody{number}@example.com", "not the password", Visit(ip=ip))


async def queued(platform: Platform, sign_ins: "list[asyncio.Task[Any]]") -> None:
    """All but those that are done wait for their hash."""
    async with asyncio.timeout(60):
        while platform.identity.passwords.waiting + sum(each.done() for each in sign_ins) < len(sign_ins) - 50:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def percentiles(ask: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """The 50th and the 95th, in seconds."""
    taken = []
    for _ in range(SAMPLES):
        began = time.perf_counter()
        await ask()
        taken.append(time.perf_counter() - began)
    cuts = quantiles(taken, n=20)
    return cuts[9], cuts[18]


async def test_balances_and_callbacks_keep_their_latency(
    hub88: Hub88Side, platform: Platform, player: SignedInPlayer
) -> None:
    seat = await hub88.seat(cash=100_000_00)
    transport = httpx.ASGITransport(build_app(platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as http:

        async def balance() -> None:
            answer = await http.post("/graphql", json={"query": BALANCE}, headers=player.bearer)
            assert answer.json()["data"]["me"]["wallets"]

        async def bet() -> None:
            assert (await hub88.bet(seat, amount=1_000))["status"] == "RS_OK"

        async def one_hash() -> None:
            await platform.identity.passwords.verify("any", None)

        quiet = {ask: await percentiles(ask) for ask in (balance, bet)}
        hash_seconds, _ = await percentiles(one_hash)
        dispatcher = Dispatcher(platform.sessions, wire(platform))
        sign_ins = [asyncio.create_task(dispatcher(sign_in(number))) for number in range(QUEUE + 200)]
        arriving = {ask: await percentiles(ask) for ask in (balance, bet)}
        await queued(platform, sign_ins)
        waiting = {ask: await percentiles(ask) for ask in (balance, bet)}
        assert platform.identity.passwords.waiting > QUEUE // 4, "they queued all the while"
        for each in sign_ins:
            each.cancel()
        answers = await asyncio.gather(*sign_ins, return_exceptions=True)

    for name, ask in (("balance", balance), ("bet", bet)):
        for before, early, late, hashes in zip(quiet[ask], arriving[ask], waiting[ask], (1, 10), strict=True):
            assert early < SLOWER * before + 10 * hash_seconds, f"{name}: {before:.4f} s became {early:.4f} s"
            assert late < SLOWER * before + hashes * hash_seconds, f"{name}: {before:.4f} s became {late:.4f} s"
    refused = [answer for answer in answers if isinstance(answer, TryAgainLater)]
    done = [answer for answer in answers if isinstance(answer, InvalidCredentials)]
    assert len(refused) >= 100, "beyond the queue everybody is asked to come again, at once"
    assert done, "and meanwhile it moves"
