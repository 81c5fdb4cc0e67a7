"""A provider whose answer never ends."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pytest

from app.adapters.payment_providers.sandbox import PROVIDER, SandboxPaymentProvider, client
from domain.payments import Withdrawal, WithdrawalState
from domain.shared import CURRENCIES, Money, PlayerId, TryAgainLater, WithdrawalId


async def trickle() -> AsyncIterator[bytes]:
    while True:
        await asyncio.sleep(0.02)
        yield b" "


async def test_an_answer_that_trickles_in_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WHOLE_SECONDS", 0.3)
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=trickle()))
    provider = SandboxPaymentProvider(
        lambda: httpx.AsyncClient(transport=transport, base_url="http://psp.example"), "key", "notify", "return"
    )
    amount = Money(500, CURRENCIES["EUR"])
    now = datetime.now(UTC)
    state = WithdrawalState.SUBMITTED
    withdrawal = Withdrawal(
        WithdrawalId(uuid4()), PlayerId(uuid4()), "k", "card", PROVIDER, amount, state, "", None, True, now, None
    )
    async with asyncio.timeout(5):
        with pytest.raises(TryAgainLater):
            await provider.pay_out(withdrawal)
