"""Notices of payouts over HTTP: what is settled, once, and what goes to staff."""

from uuid import UUID, uuid4

import pytest

from domain.payments import Withdrawal, WithdrawalState
from tests.payment_providers.sandbox.conftest import Payments
from tests.running import SignedInPlayer, SignUp


async def submitted(payments: Payments, sign_up: SignUp) -> tuple[SignedInPlayer, Withdrawal]:
    """With the provider, whose own worker stands still: its news come from the test."""
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "25.00")
    await payments.pay_out()
    assert await payments.withdrawal_state(withdrawal) is WithdrawalState.SUBMITTED
    return player, withdrawal


async def test_news_of_a_payout_twice(payments: Payments, sign_up: SignUp) -> None:
    player, withdrawal = await submitted(payments, sign_up)
    order, payout = UUID(str(withdrawal.withdrawal_id)), f"po_{uuid4().hex}"
    for _ in range(2):
        assert await payments.tell("payout.paid", order, id=payout) == (200, "")
    assert await payments.balances(player) == (7500, 0)


@pytest.mark.parametrize(
    ("first", "second", "cash"), [("payout.paid", "payout.failed", 7500), ("payout.failed", "payout.paid", 10_000)]
)
async def test_news_that_contradict_each_other_go_to_staff(
    payments: Payments, sign_up: SignUp, first: str, second: str, cash: int
) -> None:
    player, withdrawal = await submitted(payments, sign_up)
    order, payout = UUID(str(withdrawal.withdrawal_id)), f"po_{uuid4().hex}"
    assert await payments.tell(first, order, id=payout) == (200, "")
    assert await payments.tell(second, order, id=payout) == (409, "WITHDRAWAL_MOVED_ON")
    assert await payments.balances(player) == (cash, 0)
    assert await payments.cases(f"sandbox-psp:{payout}") == ["PAYOUT_WITHDRAWAL_MOVED_ON"]


async def test_news_of_another_amount(payments: Payments, sign_up: SignUp) -> None:
    player, withdrawal = await submitted(payments, sign_up)
    order = UUID(str(withdrawal.withdrawal_id))
    assert await payments.tell("payout.paid", order, amount=2400) == (409, "PAYMENT_MISMATCH")
    assert await payments.balances(player) == (7500, 2500)


async def test_news_of_a_payout_that_nobody_ordered(payments: Payments) -> None:
    assert await payments.tell("payout.paid", uuid4()) == (404, "UNKNOWN_WITHDRAWAL")
