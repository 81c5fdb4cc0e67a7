"""Notices of deposits over HTTP: what is credited, once, and what is refused, in the provider's language."""

import asyncio
import time
from typing import Any
from uuid import uuid4

import orjson
import pytest

from app.wiring.payments import CALLBACK_PATH
from tests.payment_providers.sandbox.conftest import Payments
from tests.running import SignUp


async def test_a_confirmed_deposit_is_credited(payments: Payments, sign_up: SignUp) -> None:
    player = await sign_up()
    order = (await payments.start(player)).deposit.deposit_id
    assert await payments.cash(player) == 0
    assert await payments.tell("payment.succeeded", order) == (200, "")
    assert await payments.cash(player) == 2500
    rows = await payments.platform.pool.fetch(
        "select account, party, p.amount from postings p join wallets w on w.id = p.wallet_id "
        "where w.player_id = $1 order by line",
        player.id,
    )
    assert [tuple(row) for row in rows] == [(1, "", 2500), (102, "sandbox-psp", -2500)]


async def test_the_same_notice_twice_and_ten_times_at_once(payments: Payments, sign_up: SignUp) -> None:
    player = await sign_up()
    order, notice = (await payments.start(player)).deposit.deposit_id, f"evt_{uuid4().hex}"
    answers = await asyncio.gather(
        *(payments.tell("payment.succeeded", order, id="pay_x", notice=notice) for _ in range(10))
    )
    assert set(answers) == {(200, "")}
    assert await payments.tell("payment.succeeded", order, id="pay_x", notice=notice) == (200, "")
    assert await payments.cash(player) == 2500
    assert await payments.one("select times from payment_notices where notice_id = $1", notice) == 11
    assert await payments.one("select outcome from payment_notices where notice_id = $1", notice) == "CREDITED"


async def test_another_notice_about_the_same_payment(payments: Payments, sign_up: SignUp) -> None:
    player = await sign_up()
    order = (await payments.start(player)).deposit.deposit_id
    for _ in range(2):
        assert await payments.tell("payment.succeeded", order, id="pay_same") == (200, "")
    assert await payments.cash(player) == 2500


@pytest.mark.parametrize(
    ("news", "credited", "state"),
    [
        (["payment.failed"], 0, 3),
        (["payment.failed", "payment.failed"], 0, 3),
        (["payment.failed", "payment.succeeded"], 2500, 2),
        (["payment.succeeded", "payment.failed"], 2500, 2),
        (["payment.succeeded", "payment.failed", "payment.succeeded", "payment.failed"], 2500, 2),
    ],
)
async def test_news_in_any_order(
    payments: Payments, sign_up: SignUp, news: list[str], credited: int, state: int
) -> None:
    player = await sign_up()
    order, payment = (await payments.start(player)).deposit.deposit_id, f"pay_{uuid4().hex}"
    for kind in news:
        assert await payments.tell(kind, order, id=payment) == (200, "")
    assert await payments.cash(player) == credited
    assert await payments.one("select state from deposits where id = $1", order) == state


@pytest.mark.parametrize("changed", [{"amount": 2499}, {"amount": 250_000}, {"amount": 0}, {"currency": "USD"}])
async def test_another_amount_or_currency(payments: Payments, sign_up: SignUp, changed: dict[str, Any]) -> None:
    player = await sign_up()
    order, payment = (await payments.start(player)).deposit.deposit_id, f"pay_{uuid4().hex}"
    for _ in range(2):
        assert await payments.tell("payment.succeeded", order, id=payment, **changed) == (409, "PAYMENT_MISMATCH")
    assert await payments.cash(player) == 0
    assert await payments.cases(f"sandbox-psp:{payment}") == ["DEPOSIT_PAYMENT_MISMATCH"]
    assert await payments.tell("payment.succeeded", order, id=payment) == (200, "")
    assert await payments.cash(player) == 2500


async def test_a_second_payment_for_one_deposit(payments: Payments, sign_up: SignUp) -> None:
    player = await sign_up()
    order, second = (await payments.start(player)).deposit.deposit_id, f"pay_{uuid4().hex}"
    assert await payments.tell("payment.succeeded", order, id=f"pay_{uuid4().hex}") == (200, "")
    assert await payments.tell("payment.succeeded", order, id=second) == (409, "PAID_TWICE")
    assert await payments.cash(player) == 2500
    assert await payments.cases(f"sandbox-psp:{second}") == ["DEPOSIT_PAID_TWICE"]


async def test_one_payment_for_two_deposits(payments: Payments, sign_up: SignUp) -> None:
    player, payment = await sign_up(), f"pay_{uuid4().hex}"
    first, second = [(await payments.start(player)).deposit.deposit_id for _ in range(2)]
    assert await payments.tell("payment.succeeded", first, id=payment) == (200, "")
    assert await payments.tell("payment.succeeded", second, id=payment) == (409, "IDEMPOTENCY_CONFLICT")
    assert await payments.cash(player) == 2500


async def test_a_notice_id_with_another_payload(payments: Payments, sign_up: SignUp) -> None:
    player, notice = await sign_up(), f"evt_{uuid4().hex}"
    order = (await payments.start(player)).deposit.deposit_id
    assert await payments.tell("payment.failed", order, notice=notice, id="pay_n") == (200, "")
    assert await payments.tell("payment.succeeded", order, notice=notice, id="pay_n") == (409, "NOTICE_CONFLICT")
    assert await payments.cash(player) == 0


async def test_a_payment_that_nobody_ordered(payments: Payments) -> None:
    payment = f"pay_{uuid4().hex}"
    assert await payments.tell("payment.succeeded", uuid4(), id=payment) == (404, "UNKNOWN_DEPOSIT")
    assert await payments.cases(f"sandbox-psp:{payment}") == ["DEPOSIT_UNKNOWN_DEPOSIT"]


async def test_signatures_over_http(payments: Payments) -> None:
    body = orjson.dumps({"id": "evt_1", "type": "customer.updated"})
    assert (await payments.send(body)).json() == {"received": True, "handled": False}
    for answer, code in (
        (await payments.send(body, header=""), "SIGNATURE_MALFORMED"),
        (await payments.send(body, secret="whsec_another"), "SIGNATURE_WRONG"),
        (await payments.send(body, at=int(time.time()) - 301), "SIGNATURE_STALE"),
        (await payments.send(body, at=int(time.time()) + 310), "SIGNATURE_STALE"),
        (await payments.http.post(CALLBACK_PATH, content=body), "SIGNATURE_MISSING"),
    ):
        assert (answer.status_code, answer.json()) == (401, {"error": {"code": code}})


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"1", b"\xff", b"[" * 50_000, b'{"type": 1}'])
async def test_a_body_that_is_no_notice(payments: Payments, body: bytes) -> None:
    answer = await payments.send(body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"].endswith("_MALFORMED")


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10 * 1024 * 1024])
async def test_a_body_that_is_too_large(payments: Payments, size: int) -> None:
    answer = await payments.send(b" " * size)
    assert (answer.status_code, answer.json()) == (413, {"error": {"code": "BODY_TOO_LARGE"}})


async def test_nothing_but_post(payments: Payments) -> None:
    assert (await payments.http.get(CALLBACK_PATH)).status_code == 405
