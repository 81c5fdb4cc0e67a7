"""The payment provider's webhooks, and what they must be answered."""

from dataclasses import dataclass, field

import orjson

from tests.auditor.sending import Expected, Keys, Request, Told
from tests.faults.harness.seats import Seat

PATH = "/callbacks/sandbox-psp"
HEADER = "Sandbox-Signature"
PAID, FAILED = "payment.succeeded", "payment.failed"
STALE_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class Notice:
    """One event about one deposit; delivered again it is the same one, signed anew."""

    seat: Seat
    event: str
    kind: str
    deposit: str
    payment: str
    minor: int
    forged: bool = False
    stale: bool = False
    twins: int = 1

    @property
    def key(self) -> str:
        return ""

    def request(self, keys: Keys) -> Request:
        data = {"id": self.payment, "reference": self.deposit, "amount": self.minor, "currency": self.seat.currency}
        event = {"id": self.event, "type": self.kind, "created": 0, "data": data | {"failure_reason": None}}
        body = orjson.dumps(event)
        age = STALE_SECONDS if self.stale else 0
        return Request(PATH, body, {HEADER: keys.of_payments(body, age_seconds=age, forged=self.forged)})

    def wanted(self, expected: Expected, request: Request) -> tuple[int, Told]:
        status, _, code = expected.status.partition(" ")
        return int(status), {"error": {"code": code}} if code else {"received": True, "handled": True}

    def asks_to_come_again(self, status: int, told: Told) -> bool:
        return status == 503


@dataclass(slots=True)
class Deposit:
    minor: int
    payment: str
    paid_by: str | None = None


@dataclass
class Deposits:
    """One player's orders, as they must stand; ``judge`` says what a notice is answered and what it credits."""

    orders: dict[str, Deposit] = field(default_factory=dict)
    heard: dict[str, Notice] = field(default_factory=dict)

    def judge(self, notice: Notice) -> tuple[Expected, int]:
        if notice.forged:
            return Expected("401 SIGNATURE_WRONG"), 0
        if notice.stale:
            return Expected("401 SIGNATURE_STALE"), 0
        before = self.heard.setdefault(notice.event, notice)
        if (before.kind, before.deposit, before.payment, before.minor) != (
            notice.kind,
            notice.deposit,
            notice.payment,
            notice.minor,
        ):
            return Expected("409 NOTICE_CONFLICT"), 0
        order = self.orders.get(notice.deposit)
        if order is None:
            return Expected("404 UNKNOWN_DEPOSIT"), 0
        if notice.kind == FAILED:
            return Expected("200"), 0
        return self._paid(order, notice)

    def _paid(self, order: Deposit, notice: Notice) -> tuple[Expected, int]:
        if order.paid_by == notice.payment and order.minor != notice.minor:
            return Expected("409 IDEMPOTENCY_CONFLICT"), 0
        if order.minor != notice.minor:
            return Expected("409 PAYMENT_MISMATCH"), 0
        if order.paid_by is None:
            order.paid_by = notice.payment
            return Expected("200"), order.minor
        return Expected("200" if order.paid_by == notice.payment else "409 PAID_TWICE"), 0
