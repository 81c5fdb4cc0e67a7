"""Webhooks that reach two processes at once: each verdict is kept once, and the latest decides in both."""

import asyncio
from datetime import timedelta

import httpx

from app.adapters.kyc_vendors.sumsub.signature import digest
from app.wiring.kyc_vendors import SUMSUB_WEBHOOK_PATH
from domain.kyc import KycStatus
from tests.kyc_vendors.conftest import AT, CLOSED, SUMSUB_SECRET, Kyc, reviewed, serving


async def test_verdicts_race_through_two_processes(kyc: Kyc, postgres_url: str) -> None:
    player = await kyc.newcomer()
    reference = await kyc.attempt(player, "sumsub")
    bodies = [
        reviewed(reference, "RED" if minute == 5 else "GREEN", AT + timedelta(minutes=minute)) for minute in range(6)
    ]

    async def send(http: httpx.AsyncClient, body: bytes) -> int:
        headers = {"X-Payload-Digest": digest(SUMSUB_SECRET, body)}
        return (await http.post(SUMSUB_WEBHOOK_PATH, content=body, headers=headers)).status_code

    async with (
        serving(kyc.platform.settings, postgres_url) as other,
        httpx.AsyncClient(base_url=other.settings.base_url, trust_env=False) as there,
    ):
        told = [send(http, body) for body in reversed(bodies) for http in (kyc.http, there) for _ in range(3)]
        assert set(await asyncio.gather(*told)) == {200}
    assert (await kyc.case(player)).status is KycStatus.REJECTED
    assert await kyc.blocks(player) == CLOSED
    assert await kyc.checks(player) == len(bodies)
