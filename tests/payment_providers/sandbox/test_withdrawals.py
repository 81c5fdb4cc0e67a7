"""Withdrawals: proof, hold, review, payout, and every way in which they end."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.dispatch import Dispatcher
from app.wiring.payments import wire_payments
from domain.identity import StepUpRequired
from domain.payments import ReviewWithdrawal, Verdict, Withdrawal, WithdrawalMovedOn, WithdrawalState
from domain.payments.use_cases.pay_out_due import ATTEMPTS, PayOutDue, wait_after
from domain.shared import IdempotencyConflict, InvalidInput, WithdrawalId
from domain.wallet import GateClosed, InsufficientFunds
from tests.payment_providers.sandbox.conftest import Payments, Until
from tests.running import SignedInPlayer, SignUp


async def balances(payments: Payments, player: SignedInPlayer) -> tuple[int, int]:
    row = await payments.platform.pool.fetchrow(
        "select cash, withdrawal_hold from wallets where player_id = $1", player.id
    )
    assert row is not None
    return row["cash"], row["withdrawal_hold"]


async def state(payments: Payments, withdrawal: Withdrawal) -> WithdrawalState:
    return WithdrawalState(await payments.one("select state from withdrawals where id = $1", withdrawal.withdrawal_id))


async def test_a_withdrawal_is_paid(payments: Payments, sign_up: SignUp, until: Until, provider_works: None) -> None:
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "40.00")
    assert withdrawal.state is WithdrawalState.REQUESTED
    assert await balances(payments, player) == (6000, 4000)
    await payments.pay_out()

    async def paid() -> bool:
        return await state(payments, withdrawal) is WithdrawalState.PAID

    await until(paid)
    assert await balances(payments, player) == (6000, 0)
    clearing = await payments.one(
        "select sum(p.amount) from postings p join wallets w on w.id = p.wallet_id "
        "where w.player_id = $1 and account = 102 and party = 'sandbox-psp'",
        player.id,
    )
    assert clearing == -6000


async def test_a_payout_that_fails_later_returns_the_hold(
    payments: Payments, sign_up: SignUp, until: Until, provider_works: None
) -> None:
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "40.13")
    await payments.pay_out()

    async def failed() -> bool:
        return await state(payments, withdrawal) is WithdrawalState.FAILED

    await until(failed)
    assert await balances(payments, player) == (10_000, 0)
    reason = await payments.one("select reason from withdrawals where id = $1", withdrawal.withdrawal_id)
    assert reason == "account_closed"


async def test_a_payout_that_is_refused_at_once_returns_the_hold(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "40.14")
    await payments.pay_out()
    assert await state(payments, withdrawal) is WithdrawalState.FAILED
    assert await balances(payments, player) == (10_000, 0)


async def test_workers_share_what_is_due(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up, 30_000)
    for _ in range(30):
        await payments.withdraw(player, "10.00")
    await asyncio.gather(*(payments.pay_out() for _ in range(4)))
    rows = await payments.platform.pool.fetch(
        "select attempts, state, payout_reference from withdrawals where player_id = $1", player.id
    )
    assert {(row["attempts"], row["state"]) for row in rows} == {(1, WithdrawalState.SUBMITTED)}
    assert len({row["payout_reference"] for row in rows}) == 30


async def test_proof_is_needed(payments: Payments, sign_up: SignUp) -> None:
    player = await sign_up()
    with pytest.raises(StepUpRequired):
        await payments.withdraw(player, "10.00")


async def test_funds_are_needed(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    with pytest.raises(InsufficientFunds) as refused:
        await payments.withdraw(player, "100.01")
    assert refused.value.playable_minor == 10_000


async def test_an_open_gate_is_needed(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    await payments.platform.pool.execute(
        "update player_gates set blocks = '{withdraw:KYC_NEEDED}' where player_id = $1", player.id
    )
    with pytest.raises(GateClosed):
        await payments.withdraw(player, "10.00")


async def test_a_replay_holds_once(payments: Payments, sign_up: SignUp) -> None:
    player, key = await payments.funded(sign_up), uuid4().hex
    results = await asyncio.gather(*(payments.withdraw(player, "40.00", key) for _ in range(8)))
    assert len({result.withdrawal_id for result in results}) == 1
    assert await balances(payments, player) == (6000, 4000)
    with pytest.raises(IdempotencyConflict):
        await payments.withdraw(player, "40.01", key)


async def test_many_at_once_never_take_more_than_there_is(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    results = await asyncio.gather(*(payments.withdraw(player, "30.00") for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(result, Withdrawal) for result in results) == 3
    assert sum(isinstance(result, InsufficientFunds) for result in results) == 7
    assert await balances(payments, player) == (1000, 9000)


async def test_a_large_one_waits_for_staff(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up, 300_000)
    withdrawal = await payments.withdraw(player, "1000.01")
    await payments.pay_out()
    assert await state(payments, withdrawal) is WithdrawalState.REQUESTED
    await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.APPROVE, ""))
    await payments.pay_out()
    assert await state(payments, withdrawal) is WithdrawalState.SUBMITTED
    with pytest.raises(WithdrawalMovedOn):
        await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.REJECT, "too late"))


async def test_staff_reject(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up, 300_000)
    withdrawal = await payments.withdraw(player, "1000.01")
    with pytest.raises(InvalidInput):
        await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.REJECT, " "))
    for _ in range(2):
        moved = await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.REJECT, "No document"))
        assert moved.state == "REJECTED"
    assert await balances(payments, player) == (300_000, 0)
    with pytest.raises(WithdrawalMovedOn):
        await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.APPROVE, ""))
    await payments.pay_out()
    assert (
        await payments.one(
            "select count(*) from sandbox.psp_payouts where reference = $1", str(withdrawal.withdrawal_id)
        )
        == 0
    )


async def submitted(payments: Payments, sign_up: SignUp) -> tuple[SignedInPlayer, Withdrawal]:
    """With the provider, whose own worker stands still: its news come from the test."""
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "25.00")
    await payments.pay_out()
    assert await state(payments, withdrawal) is WithdrawalState.SUBMITTED
    return player, withdrawal


async def test_news_of_a_payout_twice(payments: Payments, sign_up: SignUp) -> None:
    player, withdrawal = await submitted(payments, sign_up)
    order, payout = UUID(str(withdrawal.withdrawal_id)), f"po_{uuid4().hex}"
    for _ in range(2):
        assert await payments.tell("payout.paid", order, id=payout) == (200, "")
    assert await balances(payments, player) == (7500, 0)


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
    assert await balances(payments, player) == (cash, 0)
    assert await payments.cases(f"sandbox-psp:{payout}") == ["PAYOUT_WITHDRAWAL_MOVED_ON"]


async def test_news_of_another_amount(payments: Payments, sign_up: SignUp) -> None:
    player, withdrawal = await submitted(payments, sign_up)
    order = UUID(str(withdrawal.withdrawal_id))
    assert await payments.tell("payout.paid", order, amount=2400) == (409, "PAYMENT_MISMATCH")
    assert await balances(payments, player) == (7500, 2500)


async def test_news_of_a_payout_that_nobody_ordered(payments: Payments) -> None:
    assert await payments.tell("payout.paid", uuid4()) == (404, "UNKNOWN_WITHDRAWAL")


async def test_a_provider_that_stays_away_keeps_the_hold_for_staff(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "25.00")
    nowhere = payments.platform.settings.model_copy(update={"public_url": "http://127.0.0.1:9"})
    away = Dispatcher(payments.platform.sessions, wire_payments(replace(payments.platform, settings=nowhere)))
    subject: WithdrawalId = withdrawal.withdrawal_id
    for attempt in range(ATTEMPTS):
        with pytest.raises(WithdrawalMovedOn):
            await payments.dispatch(ReviewWithdrawal(subject, Verdict.FAIL, "no payout"))
        await payments.platform.pool.execute("update withdrawals set attempt_at = now() where id = $1", subject)
        await away(PayOutDue())
        assert await payments.one("select attempts from withdrawals where id = $1", subject) == attempt + 1
    assert await state(payments, withdrawal) is WithdrawalState.SUBMITTED
    assert await balances(payments, player) == (7500, 2500)
    assert await payments.cases(str(subject)) == ["PAYOUT_UNCLEAR"]
    await payments.dispatch(ReviewWithdrawal(subject, Verdict.FAIL, "The provider has no such payout"))
    assert await balances(payments, player) == (10_000, 0)


def test_waits_grow_and_are_bounded() -> None:
    waits = [wait_after(attempts) for attempts in range(1, ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=2)
    assert waits[-1] == timedelta(minutes=5)
