"""The provider's API: who may call it, what an order must be, and that an order is made once."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.psp.conftest import ORDER, Psp

PAYOUT = {key: ORDER[key] for key in ("reference", "amount", "currency", "notify_url")}
PATHS = {"/v1/payments": ORDER, "/v1/payouts": PAYOUT}


@pytest.mark.parametrize("path", list(PATHS))
@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer sk_wrong", "sk_test", "Basic sk_test", "Bearer ünïcode"])
async def test_only_the_merchant_may_call(psp: Psp, path: str, given: str | None) -> None:
    headers = {} if given is None else {b"Authorization": given.encode()}
    del psp.api.headers["Authorization"]
    for answer in (
        await psp.api.post(path, json=PATHS[path], headers=headers),
        await psp.api.get(f"{path}/some", headers=headers),
    ):
        assert (answer.status_code, answer.json()) == (401, {"error": {"code": "unauthorized"}})


@pytest.mark.parametrize("path", list(PATHS))
async def test_an_order_is_made_once(psp: Psp, path: str) -> None:
    answers = await asyncio.gather(*(psp.api.post(path, json=PATHS[path]) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    for changed in ({"amount": 2501}, {"currency": "USD"}):
        other = await psp.api.post(path, json={**PATHS[path], **changed})
        assert (other.status_code, other.json()) == (409, {"error": {"code": "reference_used"}})
    shown = await psp.api.get(f"{path}/{answers[0].json()['id']}")
    assert shown.json()["reference"] == "order-1"
    assert (await psp.api.get(f"{path}/none")).status_code == 404


@pytest.mark.parametrize("path", list(PATHS))
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amount": 0}, "bad_amount"),
        ({"amount": -1}, "bad_amount"),
        ({"amount": 25.5}, "bad_amount"),
        ({"amount": "25"}, "bad_amount"),
        ({"amount": True}, "bad_amount"),
        ({"amount": 10**17 + 1}, "bad_amount"),
        ({"reference": ""}, "bad_reference"),
        ({"reference": "r" * 65}, "bad_reference"),
        ({"reference": 7}, "bad_reference"),
        ({"currency": "eur"}, "bad_currency"),
        ({"currency": None}, "bad_currency"),
        ({"notify_url": "ftp://merchant"}, "bad_notify_url"),
        ({"notify_url": None}, "bad_notify_url"),
    ],
)
async def test_an_order_with_a_bad_field(psp: Psp, path: str, changed: dict[str, Any], code: str) -> None:
    answer = await psp.api.post(path, json={**PATHS[path], **changed})
    assert (answer.status_code, answer.json()) == (400, {"error": {"code": code}})


@pytest.mark.parametrize("path", list(PATHS))
@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"\xff", b" " * 20_000])
async def test_a_body_that_is_no_order(psp: Psp, path: str, body: bytes) -> None:
    answer = await psp.api.post(path, content=body)
    assert (answer.status_code, answer.json()) == (400, {"error": {"code": "malformed_body"}})


async def test_a_payment_that_leads_nowhere(psp: Psp) -> None:
    answer = await psp.api.post("/v1/payments", json={**ORDER, "return_url": "javascript:alert(1)"})
    assert answer.json() == {"error": {"code": "bad_return_url"}}


@pytest.mark.parametrize(
    ("amount", "status", "event"), [(2500, "paid", "payout.paid"), (2513, "failed", "payout.failed")]
)
async def test_a_payout_ends_after_a_while(psp: Psp, amount: int, status: str, event: str) -> None:
    payout = (await psp.api.post("/v1/payouts", json={**PAYOUT, "amount": amount})).json()
    assert payout["status"] == "pending"
    assert await psp.turn() == 0
    await psp.hurry()
    await psp.turn()
    assert (await psp.api.get(f"/v1/payouts/{payout['id']}")).json()["status"] == status
    ((body, _),) = psp.merchant.heard
    assert event.encode() in body


async def test_a_payout_that_is_refused_at_once(psp: Psp) -> None:
    answer = await psp.api.post("/v1/payouts", json={**PAYOUT, "amount": 2514})
    assert (answer.status_code, answer.json()) == (422, {"error": {"code": "beneficiary_refused"}})
