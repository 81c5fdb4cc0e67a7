"""Reading a notice: what it says, and every way in which it can be none."""

from typing import Any
from uuid import UUID

import orjson
import pytest

from app.adapters.payment_providers.sandbox.messages import MalformedNotice, read_notice
from domain.payments import DepositNews, DepositNotice, PayoutNews, PayoutNotice

ORDER = "019a2b3c-0000-7000-8000-000000000001"
DATA: dict[str, Any] = {
    "id": "pay_1",
    "reference": ORDER,
    "amount": 2500,
    "currency": "EUR",
    "failure_reason": None,
}


def a_body(kind: str = "payment.succeeded", **changed: Any) -> bytes:
    return orjson.dumps({"id": "evt_1", "type": kind, "created": 1, "data": {**DATA, **changed}})


def test_a_deposits_news() -> None:
    notice = read_notice(a_body())
    assert isinstance(notice, DepositNotice)
    assert (notice.news, notice.notice_id, notice.payment_reference) == (DepositNews.CONFIRMED, "evt_1", "pay_1")
    assert (notice.deposit_id, notice.paid_minor, notice.paid_currency) == (UUID(ORDER), 2500, "EUR")


def test_a_payouts_news() -> None:
    notice = read_notice(a_body("payout.failed", failure_reason="x" * 500))
    assert isinstance(notice, PayoutNotice)
    assert notice.news is PayoutNews.FAILED
    assert notice.reason == "x" * 200


@pytest.mark.parametrize("kind", ["payment.created", "customer.updated", "PAYMENT.SUCCEEDED"])
def test_a_type_of_event_that_we_do_not_know(kind: str) -> None:
    assert read_notice(orjson.dumps({"id": "evt_1", "type": kind})) is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "JSON_MALFORMED"),
        (a_body()[:-10], "JSON_MALFORMED"),
        (b"\xff\xfe", "JSON_MALFORMED"),
        (b"NaN", "JSON_MALFORMED"),
        (b"[" * 60_000, "JSON_MALFORMED"),
        (b'{"id": "\\ud800", "type": "payment.failed"}', "JSON_MALFORMED"),
        (b"null", "BODY_MALFORMED"),
        (b"1", "BODY_MALFORMED"),
        (b'"s"', "BODY_MALFORMED"),
        (b"[]", "BODY_MALFORMED"),
        (b"{}", "TYPE_MALFORMED"),
        (orjson.dumps({"type": 7, "id": "evt_1"}), "TYPE_MALFORMED"),
        (orjson.dumps({"type": "payment.failed"}), "ID_MALFORMED"),
        (orjson.dumps({"type": "payment.failed", "id": "e" * 65}), "ID_MALFORMED"),
        (orjson.dumps({"type": "payment.failed", "id": "evt\x00"}), "ID_MALFORMED"),
        (orjson.dumps({"type": "payment.failed", "id": "evt_1"}), "DATA_MALFORMED"),
        (orjson.dumps({"type": "payment.failed", "id": "evt_1", "data": []}), "DATA_MALFORMED"),
        (a_body(id=None), "DATA_ID_MALFORMED"),
        (a_body(reference="not-a-uuid"), "REFERENCE_MALFORMED"),
        (a_body(reference=None), "REFERENCE_MALFORMED"),
        (a_body(amount="2500"), "AMOUNT_MALFORMED"),
        (a_body(amount=25.0), "AMOUNT_MALFORMED"),
        (a_body(amount=True), "AMOUNT_MALFORMED"),
        (a_body(amount=-1), "AMOUNT_MALFORMED"),
        (a_body(amount=10**17 + 1), "AMOUNT_MALFORMED"),
        (a_body().replace(b"2500", b"9" * 400), "JSON_MALFORMED"),
        (a_body(amount=None), "AMOUNT_MALFORMED"),
        (a_body(currency="eur"), "CURRENCY_MALFORMED"),
        (a_body(currency="E" * 16), "CURRENCY_MALFORMED"),
        (a_body(currency=978), "CURRENCY_MALFORMED"),
        (a_body(failure_reason=1), "FAILURE_REASON_MALFORMED"),
        (a_body(failure_reason="\x00"), "FAILURE_REASON_MALFORMED"),
    ],
)
def test_a_body_that_is_no_notice(body: bytes, code: str) -> None:
    with pytest.raises(MalformedNotice) as refused:
        read_notice(body)
    assert refused.value.code == code
