"""What happens when a card is used, a challenge answered, a delay over."""

from dataclasses import dataclass

from asyncpg import Record

from app.sandbox.psp.book import Connection, PspBook, tell
from app.sandbox.psp.cards import Behaviour
from app.sandbox.psp.events import is_id, payment_event, payout_event

DECLINED = "card_declined"
PAYOUT_FAILS, PAYOUT_REFUSED = 13, 14
"""Payouts whose amount ends in these two digits of minor units fail later, or are refused at once."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take here, in seconds."""

    late: float = 20.0
    payout: float = 2.0
    second_telling: float = 1.5
    disorder: float = 2.0

    def times(self, factor: float) -> "Pace":
        return Pace(self.late * factor, self.payout * factor, self.second_telling * factor, self.disorder * factor)


class PspDesk:
    def __init__(self, book: PspBook, pace: Pace) -> None:
        self._book = book
        self._pace = pace

    async def use_card(self, payment_id: str, behaviour: Behaviour) -> None:
        """Try to pay; a payment that does not wait for a card stays as it is."""
        async with self._book.transaction() as connection:
            payment = await _locked(connection, payment_id)
            if payment is None or payment["status"] != "requires_card":
                return
            if behaviour is Behaviour.DECLINED:
                await _decline(connection, payment, DECLINED)
            elif behaviour is Behaviour.CHALLENGE:
                await _set(connection, payment_id, "challenge")
            elif behaviour is Behaviour.PAYS_LATE:
                await connection.execute(
                    "update sandbox.psp_payments set status = 'processing', reason = '', outcome = 'succeeded', "
                    "due_at = now() + $2 * interval '1 second' where id = $1",
                    *(payment_id, self._pace.late),
                )
            else:
                await self._succeed(connection, payment, behaviour)

    async def answer_challenge(self, payment_id: str, approved: bool) -> None:
        async with self._book.transaction() as connection:
            payment = await _locked(connection, payment_id)
            if payment is None or payment["status"] != "challenge":
                return
            if approved:
                await self._succeed(connection, payment, Behaviour.PAYS)
            else:
                await _decline(connection, payment, "authentication_failed")

    async def let_time_pass(self) -> int:
        """End what is due: late payments, payouts. Answers how many there were."""
        async with self._book.transaction() as connection:
            payments = await connection.fetch(
                "select * from sandbox.psp_payments where due_at <= now() limit 20 for update skip locked"
            )
            for payment in payments:
                await self._succeed(connection, payment, Behaviour.PAYS)
            payouts = await connection.fetch(
                "select * from sandbox.psp_payouts where due_at <= now() limit 20 for update skip locked"
            )
            for payout in payouts:
                await _end_payout(connection, payout)
        return len(payments) + len(payouts)

    async def _succeed(self, connection: Connection, payment: Record, behaviour: Behaviour) -> None:
        await _set(connection, payment["id"], "succeeded")
        paid = payment["amount"] - 1 if behaviour is Behaviour.OTHER_AMOUNT else payment["amount"]
        delays = (0.0, self._pace.second_telling) if behaviour is Behaviour.TOLD_TWICE else (0.0,)
        await tell(connection, payment["notify_url"], payment_event(payment, "payment.succeeded", amount=paid), delays)
        if behaviour is Behaviour.OUT_OF_ORDER:
            earlier = payment_event(payment, "payment.failed", reason=DECLINED)
            await tell(connection, payment["notify_url"], earlier, (self._pace.disorder,))


async def _decline(connection: Connection, payment: Record, reason: str) -> None:
    """The attempt failed; the payment waits for another card."""
    await _set(connection, payment["id"], "requires_card", reason)
    await tell(connection, payment["notify_url"], payment_event(payment, "payment.failed", reason=reason))


async def _end_payout(connection: Connection, payout: Record) -> None:
    reason = "account_closed" if payout["amount"] % 100 == PAYOUT_FAILS else None
    await connection.execute(
        "update sandbox.psp_payouts set status = $2, reason = $3, due_at = null where id = $1",
        *(payout["id"], "failed" if reason else "paid", reason or ""),
    )
    event = payout_event(payout, "payout.failed" if reason else "payout.paid", reason=reason)
    await tell(connection, payout["notify_url"], event)


async def _locked(connection: Connection, payment_id: str) -> Record | None:
    if not is_id(payment_id):
        return None
    return await connection.fetchrow("select * from sandbox.psp_payments where id = $1 for update", payment_id)


async def _set(connection: Connection, payment_id: str, status: str, reason: str = "") -> None:
    await connection.execute(
        "update sandbox.psp_payments set status = $2, reason = $3, outcome = null, due_at = null where id = $1",
        *(payment_id, status, reason),
    )
