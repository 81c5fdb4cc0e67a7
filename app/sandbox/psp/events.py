"""Ids, and what webhooks say."""

import re
import secrets
import time
from typing import Any

from asyncpg import Record

_ID = re.compile(r"[a-z]{1,8}_[0-9a-f]{24}")


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def is_id(text: str) -> bool:
    """Whether ``new_id`` could have written it: addresses hold whatever strangers put there."""
    return _ID.fullmatch(text) is not None


def payment_event(
    payment: Record, kind: str, *, amount: int | None = None, reason: str | None = None
) -> dict[str, Any]:
    """``kind``: payment.succeeded or payment.failed; ``amount``: what was paid, where it is not what was ordered."""
    return _event(payment, kind, payment["amount"] if amount is None else amount, reason)


def payout_event(payout: Record, kind: str, *, reason: str | None = None) -> dict[str, Any]:
    """``kind``: payout.paid or payout.failed."""
    return _event(payout, kind, payout["amount"], reason)


def _event(order: Record, kind: str, amount: int, reason: str | None) -> dict[str, Any]:
    return {
        "id": new_id("evt"),
        "type": kind,
        "created": int(time.time()),
        "data": {
            "id": order["id"],
            "reference": order["reference"],
            "amount": amount,
            "currency": order["currency"],
            "failure_reason": reason,
        },
    }
