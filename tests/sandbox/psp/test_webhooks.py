"""Webhooks arrive at least once, whatever happens on the way."""

import asyncio

import httpx
import orjson
import pytest

from app.adapters.payment_providers.sandbox.signature import verify
from app.sandbox.psp.cards import Behaviour
from app.sandbox.psp.clockwork import RETRY_SECONDS
from tests.sandbox.psp.conftest import ORDER, SECRET, Psp


async def paid(psp: Psp, behaviour: Behaviour = Behaviour.PAYS) -> str:
    payment: str = (await psp.api.post("/v1/payments", json=ORDER)).json()["id"]
    await psp.desk.use_card(payment, behaviour)
    return payment


async def test_a_webhook_is_signed_for_now(psp: Psp) -> None:
    payment = await paid(psp)
    assert await psp.turn() == 1
    ((body, signature),) = psp.merchant.heard
    at = int(signature.split(",")[0].removeprefix("t="))
    verify(SECRET, signature, body, at)
    event = orjson.loads(body)
    assert event["type"] == "payment.succeeded"
    assert event["data"] == {
        "id": payment,
        "reference": "order-1",
        "amount": 2500,
        "currency": "EUR",
        "failure_reason": None,
    }
    assert await psp.turn() == 0


@pytest.mark.parametrize("refusal", [500, 503, 404, 401, 302])
async def test_anything_but_success_is_tried_again(psp: Psp, refusal: int) -> None:
    await paid(psp)
    psp.merchant.answers = [refusal, refusal]
    for attempt in range(3):
        await psp.turn()
        assert await psp.turn() == 0
        assert len(psp.merchant.heard) == attempt + 1
        await psp.hurry()
    assert await psp.turn() == 0
    assert len({body for body, _ in psp.merchant.heard}) == 1


async def test_the_waits_grow(psp: Psp) -> None:
    await paid(psp)
    psp.merchant.answers = [500] * len(RETRY_SECONDS)
    for expected in RETRY_SECONDS:
        await psp.turn()
        wait = await psp.pool.fetchval("select extract(epoch from due_at - now()) from sandbox.psp_webhooks")
        assert expected - 1 < float(wait) <= expected
        await psp.hurry()


async def test_at_last_it_is_given_up(psp: Psp) -> None:
    await paid(psp)
    psp.merchant.answers = [500] * 100
    for _ in range(len(RETRY_SECONDS) + 5):
        await psp.turn()
        await psp.hurry()
    assert len(psp.merchant.heard) == len(RETRY_SECONDS) + 1
    assert await psp.pool.fetchval("select answer from sandbox.psp_webhooks") == "500 "


async def test_a_merchant_that_cannot_be_reached(psp: Psp) -> None:
    await paid(psp)
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(), trust_env=False) as client:
        await psp.pool.execute("update sandbox.psp_webhooks set url = 'http://127.0.0.1:9/hook'")
        await psp.clockwork().turn(client)
    assert await psp.pool.fetchval("select answer from sandbox.psp_webhooks") == "ConnectError"
    assert await psp.pool.fetchval("select due_at is not null from sandbox.psp_webhooks")


async def test_a_worker_that_died_is_followed_by_another(psp: Psp) -> None:
    await paid(psp)
    assert len(await psp.book.claim_webhooks(16, 30)) == 1
    assert await psp.turn() == 0
    await psp.hurry()
    assert await psp.turn() == 1
    assert len(psp.merchant.heard) == 1


async def test_workers_share_the_queue(psp: Psp) -> None:
    for number in range(20):
        order = {**ORDER, "reference": f"shared-{number}"}
        payment = (await psp.api.post("/v1/payments", json=order)).json()["id"]
        await psp.desk.use_card(payment, Behaviour.PAYS)
    await asyncio.gather(*(psp.turn() for _ in range(4)))
    assert len(psp.merchant.heard) == 20
    assert len({body for body, _ in psp.merchant.heard}) == 20


async def test_told_twice_is_the_same_event(psp: Psp) -> None:
    await paid(psp, Behaviour.TOLD_TWICE)
    await psp.hurry()
    await psp.turn()
    first, second = (body for body, _ in psp.merchant.heard)
    assert first == second


async def test_out_of_order_tells_the_older_failure_last(psp: Psp) -> None:
    await paid(psp, Behaviour.OUT_OF_ORDER)
    await psp.turn()
    await psp.hurry()
    await psp.turn()
    assert [orjson.loads(body)["type"] for body, _ in psp.merchant.heard] == ["payment.succeeded", "payment.failed"]


async def test_a_late_payment_waits_for_its_time(psp: Psp) -> None:
    payment = await paid(psp, Behaviour.PAYS_LATE)
    assert await psp.turn() == 0
    assert (await psp.api.get(f"/v1/payments/{payment}")).json()["status"] == "processing"
    await psp.hurry()
    await psp.turn()
    assert (await psp.api.get(f"/v1/payments/{payment}")).json()["status"] == "succeeded"
    assert len(psp.merchant.heard) == 1


async def test_a_payment_is_made_once_however_often_the_card_is_used(psp: Psp) -> None:
    payment = await paid(psp)
    await asyncio.gather(*(psp.desk.use_card(payment, Behaviour.PAYS) for _ in range(5)))
    await psp.desk.use_card(payment, Behaviour.DECLINED)
    await psp.desk.answer_challenge(payment, True)
    await psp.turn()
    assert len(psp.merchant.heard) == 1
