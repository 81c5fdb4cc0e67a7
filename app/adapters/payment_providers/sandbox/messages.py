"""What the provider writes to us, read strictly: integers of minor units, no floats, everything bounded."""

import re
from typing import TypeGuard
from uuid import UUID

import orjson

from app.adapters.payment_providers.sandbox.methods import PROVIDER
from domain.payments import DepositNews, DepositNotice, PayoutNews, PayoutNotice
from domain.shared import MAX_MINOR, DepositId, WithdrawalId

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z0-9]{2,15}", re.ASCII)
_LONGEST_REASON = 200

PAYMENT_NEWS = {"payment.succeeded": DepositNews.CONFIRMED, "payment.failed": DepositNews.FAILED}
PAYOUT_NEWS = {"payout.paid": PayoutNews.PAID, "payout.failed": PayoutNews.FAILED}


class MalformedNotice(Exception):
    """The body is not a notice; ``code`` names what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_notice(body: bytes) -> DepositNotice | PayoutNotice | None:
    """A notice of ours to handle, or None for a type of event that we do not know. Raises MalformedNotice."""
    event = _object(_json(body), "BODY")
    kind, notice_id = _text(event.get("type"), "TYPE"), _id(event.get("id"), "ID")
    payment_news, payout_news = PAYMENT_NEWS.get(kind), PAYOUT_NEWS.get(kind)
    if payment_news is None and payout_news is None:
        return None
    data = _object(event.get("data"), "DATA")
    reference, order = _id(data.get("id"), "DATA_ID"), _uuid(data.get("reference"))
    minor, currency = _minor(data.get("amount")), _currency(data.get("currency"))
    reason = _reason(data.get("failure_reason"))
    if payment_news is not None:
        return DepositNotice(PROVIDER, notice_id, payment_news, DepositId(order), reference, minor, currency, reason)
    assert payout_news is not None
    return PayoutNotice(PROVIDER, notice_id, payout_news, WithdrawalId(order), reference, minor, currency, reason)


def _json(body: bytes) -> object:
    try:
        parsed: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedNotice("JSON_MALFORMED") from None
    return parsed


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _object(value: object, what: str) -> dict[str, object]:
    if not _is_object(value):
        raise MalformedNotice(f"{what}_MALFORMED")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value:
        raise MalformedNotice(f"{what}_MALFORMED")
    return value


def _id(value: object, what: str) -> str:
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise MalformedNotice(f"{what}_MALFORMED")
    return value


def _uuid(value: object) -> UUID:
    try:
        return UUID(_text(value, "REFERENCE"))
    except ValueError:
        raise MalformedNotice("REFERENCE_MALFORMED") from None


def _minor(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_MINOR:
        raise MalformedNotice("AMOUNT_MALFORMED")
    return value


def _currency(value: object) -> str:
    if not isinstance(value, str) or _CURRENCY.fullmatch(value) is None:
        raise MalformedNotice("CURRENCY_MALFORMED")
    return value


def _reason(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise MalformedNotice("FAILURE_REASON_MALFORMED")
    return value[:_LONGEST_REASON]
