"""Withdrawals: proof, hold, review, payout, and every way in which they end."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.dispatch import Dispatcher
from app.wiring.payments import wire_payments
from domain.identity import StepUpRequired
from domain.payments import ReviewWithdrawal, Verdict, Withdrawal, WithdrawalMovedOn, WithdrawalState
from domain.payments.use_cases.pay_out_due import ATTEMPTS, PayOutDue, wait_after
from domain.shared import IdempotencyConflict, InvalidInput, WithdrawalId
from domain.wallet import GateClosed, InsufficientFunds
from tests.payment_providers.sandbox.conftest import Payments, Until
from tests.running import SignUp


async def test_a_withdrawal_is_paid(payments: Payments, sign_up: SignUp, until: Until, provider_works: None) -> None:
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "40.00")
    assert withdrawal.state is WithdrawalState.REQUESTED
    assert await payments.balances(player) == (6000, 4000)
    await payments.pay_out()

    async def paid() -> bool:
        return await payments.withdrawal_state(withdrawal) is WithdrawalState.PAID

    await until(paid)
    assert await payments.balances(player) == (6000, 0)
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
        return await payments.withdrawal_state(withdrawal) is WithdrawalState.FAILED

    await until(failed)
    assert await payments.balances(player) == (10_000, 0)
    reason = await payments.one("select reason from withdrawals where id = $1", withdrawal.withdrawal_id)
    assert reason == "account_closed"


async def test_a_payout_that_is_refused_at_once_returns_the_hold(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    withdrawal = await payments.withdraw(player, "40.14")
    await payments.pay_out()
    assert await payments.withdrawal_state(withdrawal) is WithdrawalState.FAILED
    assert await payments.balances(player) == (10_000, 0)


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
    assert await payments.balances(player) == (6000, 4000)
    with pytest.raises(IdempotencyConflict):
        await payments.withdraw(player, "40.01", key)


async def test_many_at_once_never_take_more_than_there_is(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up)
    results = await asyncio.gather(*(payments.withdraw(player, "30.00") for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(result, Withdrawal) for result in results) == 3
    assert sum(isinstance(result, InsufficientFunds) for result in results) == 7
    assert await payments.balances(player) == (1000, 9000)


async def test_a_large_one_waits_for_staff(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up, 150_000)
    withdrawal = await payments.withdraw(player, "1000.01")
    await payments.pay_out()
    assert await payments.withdrawal_state(withdrawal) is WithdrawalState.REQUESTED
    await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.APPROVE, ""))
    await payments.pay_out()
    assert await payments.withdrawal_state(withdrawal) is WithdrawalState.SUBMITTED
    with pytest.raises(WithdrawalMovedOn):
        await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.REJECT, "too late"))


async def test_staff_reject(payments: Payments, sign_up: SignUp) -> None:
    player = await payments.funded(sign_up, 150_000)
    withdrawal = await payments.withdraw(player, "1000.01")
    with pytest.raises(InvalidInput):
        await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.REJECT, " "))
    for _ in range(2):
        moved = await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.REJECT, "No document"))
        assert moved.state == "REJECTED"
    assert await payments.balances(player) == (150_000, 0)
    with pytest.raises(WithdrawalMovedOn):
        await payments.dispatch(ReviewWithdrawal(withdrawal.withdrawal_id, Verdict.APPROVE, ""))
    await payments.pay_out()
    assert (
        await payments.one(
            "select count(*) from sandbox.psp_payouts where reference = $1", str(withdrawal.withdrawal_id)
        )
        == 0
    )


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
    assert await payments.withdrawal_state(withdrawal) is WithdrawalState.SUBMITTED
    assert await payments.balances(player) == (7500, 2500)
    assert await payments.cases(str(subject)) == ["PAYOUT_UNCLEAR"]
    await payments.dispatch(ReviewWithdrawal(subject, Verdict.FAIL, "The provider has no such payout"))
    assert await payments.balances(player) == (10_000, 0)


def test_waits_grow_and_are_bounded() -> None:
    waits = [wait_after(attempts) for attempts in range(1, ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=2)
    assert waits[-1] == timedelta(minutes=5)
