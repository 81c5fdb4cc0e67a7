"""Payouts: approval, submission, retries, and who decides when nobody knows."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from domain.payments import (
    PaymentDeclined,
    ReviewWithdrawal,
    Verdict,
    Withdrawal,
    WithdrawalMovedOn,
    WithdrawalState,
)
from domain.payments.use_cases.pay_out_due import ATTEMPTS, LEASE
from domain.shared import MAX_MINOR, TryAgainLater, WithdrawalId
from tests.domain.payments.builders import PLAYER
from tests.domain.payments.house import AUTOMATIC, House
from tests.fakes.payments import ScriptedProvider
from tests.fakes.shared import HeldClock


async def state(house: House, withdrawal_id: WithdrawalId) -> WithdrawalState:
    found = await house.withdrawals.get(withdrawal_id)
    assert found is not None
    return found.state


@pytest.mark.parametrize(
    ("minor", "expected"), [(AUTOMATIC, WithdrawalState.SUBMITTED), (AUTOMATIC + 1, WithdrawalState.REQUESTED)]
)
async def test_small_ones_need_no_staff(minor: int, expected: WithdrawalState) -> None:
    house = House()
    one = (await house.withdraw(f"{minor // 100}.{minor % 100:02d}")).withdrawal_id
    assert await house.pay_out() == 1
    assert await state(house, one) is expected
    assert await house.pay_out() == 0


async def test_staff_approve_a_large_one() -> None:
    house = House()
    one = (await house.withdraw("60.00")).withdrawal_id
    await house.pay_out()
    await house.review(ReviewWithdrawal(one, Verdict.APPROVE, ""))
    assert await state(house, one) is WithdrawalState.APPROVED
    await house.pay_out()
    assert await state(house, one) is WithdrawalState.SUBMITTED
    assert house.provider.orders == [one]


async def test_a_final_no_returns_the_hold() -> None:
    house = House()
    house.provider.faults = [PaymentDeclined("beneficiary_refused")]
    one = (await house.withdraw()).withdrawal_id
    assert house.balances == (7500, 2500)
    await house.pay_out()
    assert (await state(house, one), house.balances) == (WithdrawalState.FAILED, (10_000, 0))


async def test_an_unclear_answer_is_asked_again_by_the_same_name() -> None:
    house = House()
    house.provider.faults = [TryAgainLater(), TryAgainLater()]
    one = (await house.withdraw()).withdrawal_id
    tried = 0
    for _ in range(20):
        tried += await house.pay_out()
        house.clock.forward(timedelta(seconds=1))
    assert tried == 3
    assert house.provider.orders == [one]
    assert (await state(house, one), house.balances) == (WithdrawalState.SUBMITTED, (7500, 2500))


async def test_what_stays_unclear_is_left_to_staff_with_the_hold() -> None:
    house = House()
    house.provider.faults = [TryAgainLater() for _ in range(100)]
    one = (await house.withdraw()).withdrawal_id
    tried = 0
    for _ in range(60):
        tried += await house.pay_out()
        house.clock.forward(timedelta(minutes=1))
    assert tried == ATTEMPTS
    assert list(house.cases.cases) == [("PAYOUT_UNCLEAR", str(one))]
    assert house.balances == (7500, 2500)
    await house.review(ReviewWithdrawal(one, Verdict.APPROVE, ""))
    assert (await house.pay_out(), await house.pay_out()) == (1, 0)
    await house.review(ReviewWithdrawal(one, Verdict.FAIL, "There is no such payout"))
    assert house.balances == (10_000, 0)


async def test_an_attempt_that_died_is_made_again_after_its_lease() -> None:
    house = House()
    one = (await house.withdraw()).withdrawal_id
    await house.withdrawals.claim_due(house.clock.now(), house.clock.now() + LEASE, 20)
    assert await house.pay_out() == 0
    house.clock.forward(LEASE)
    assert await house.pay_out() == 1
    assert house.provider.orders == [one]


async def test_a_claim_that_staff_overtook_pays_nothing() -> None:
    house = House()
    one = (await house.withdraw()).withdrawal_id
    house.provider.faults = [TryAgainLater()]
    await house.pay_out()
    await house.withdrawals.try_again(one, None)
    await house.review(ReviewWithdrawal(one, Verdict.FAIL, "There is no such payout"))
    facet_ended, house.withdrawals.attempt_at[one] = await state(house, one), house.clock.now()
    assert facet_ended is WithdrawalState.FAILED
    await house.pay_out()
    assert house.provider.orders == []


@pytest.mark.parametrize("verdict", [Verdict.REJECT, Verdict.FAIL])
async def test_staff_cannot_end_what_may_be_on_its_way(verdict: Verdict) -> None:
    house = House()
    house.provider.faults = [TryAgainLater()]
    one = (await house.withdraw()).withdrawal_id
    await house.pay_out()
    with pytest.raises(WithdrawalMovedOn):
        await house.review(ReviewWithdrawal(one, verdict, "A reason"))
    assert house.balances == (7500, 2500)


async def test_a_hold_that_has_no_room_to_return_goes_to_staff_and_stops_nobody() -> None:
    house = House()
    house.provider.faults = [PaymentDeclined("no")]
    one = (await house.withdraw("25.00", "first-key")).withdrawal_id
    house.clock.forward(timedelta(seconds=1))
    two = (await house.withdraw("30.00", "second-key")).withdrawal_id
    house.settlement.wallet(PLAYER).cash = MAX_MINOR
    assert await house.pay_out() == 2
    assert list(house.cases.cases) == [("PAYOUT_BALANCE_TOO_LARGE", str(one))]
    assert house.provider.orders == [two]


async def test_a_lane_that_is_away_costs_an_attempt_and_nothing_else() -> None:
    house = House()
    one = (await house.withdraw()).withdrawal_id
    house.settlement.away = TryAgainLater()
    await house.pay_out()
    house.settlement.away = None
    house.clock.forward(timedelta(seconds=10))
    await house.pay_out()
    assert house.provider.orders == [one]


@dataclass
class SlowProvider(ScriptedProvider):
    """Takes twenty seconds for each answer."""

    clock: HeldClock = field(default_factory=HeldClock)

    async def pay_out(self, withdrawal: Withdrawal) -> str:
        self.clock.forward(timedelta(seconds=20))
        return await super().pay_out(withdrawal)


async def test_no_attempt_outlives_its_lease() -> None:
    clock = HeldClock()
    house = House(clock=clock, provider=SlowProvider(clock=clock))
    ids = [(await house.withdraw("10.00", f"key-{number}-many")).withdrawal_id for number in range(5)]
    began = clock.now()
    await house.pay_out()
    assert clock.now() < began + LEASE
    assert 0 < len(house.provider.orders) < 5
    assert await house.pay_out() == 0, "the others' lease still runs"
    clock.forward(LEASE)
    await house.pay_out()
    assert set(house.provider.orders) == set(ids)
