"""Thresholds at the one door: orders that would pass one together, and what a payment closes."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest

from domain.jurisdiction import KycLevel
from domain.kyc import LEVELS, KycCase, KycStatus, KycTally, Paid
from domain.payments import (
    ConfirmDeposit,
    DepositFacet,
    DepositState,
    FailDeposit,
    OrderDeposit,
    SettleWithdrawal,
    WithdrawalFacet,
    WithdrawalState,
)
from domain.shared import DepositId, PlayerId, WithdrawalId
from domain.wallet import GateClosed
from tests.domain.kyc.builders import NOON
from tests.fakes.settlement import MemorySettlement
from tests.fakes.shared import CountedIds, HeldClock
from tests.money_commands import BANK

IDS = CountedIds()


@dataclass
class Cashier:
    """Orders of one player, and what became of them."""

    jurisdiction: str = "GLI"
    player: PlayerId = field(default_factory=lambda: PlayerId(IDS.new()))
    clock: HeldClock = field(default_factory=lambda: HeldClock(NOON))

    def __post_init__(self) -> None:
        self.settlement = MemorySettlement(self.clock, IDS)
        self.settlement.seat(self.player, jurisdiction=self.jurisdiction)

    async def order(self, minor: int) -> DepositId:
        ordered = await self.settlement.settle(
            OrderDeposit(self.player, "EUR", "payments", str(IDS.new()), b"order", minor)
        )
        id = DepositId(UUID(ordered.deposit_id))
        self.settlement.put(DepositFacet(id, self.player, BANK, minor, "EUR", DepositState.PENDING, "", None, None))
        return id

    async def pay(self, deposit: DepositId) -> None:
        facet = self.settlement.facet(DepositFacet, deposit)
        assert facet is not None
        reference = str(deposit)
        await self.settlement.settle(
            ConfirmDeposit(
                self.player, "EUR", BANK, reference, b"paid", deposit, reference, facet.amount_minor, facet.currency
            )
        )

    async def fail(self, deposit: DepositId) -> None:
        await self.settlement.settle(
            FailDeposit(self.player, "EUR", BANK, f"failed {deposit}", b"failed", deposit, BANK, "declined")
        )

    async def pay_out(self, minor: int) -> None:
        id = WithdrawalId(IDS.new())
        self.settlement.wallet(self.player).withdrawal_hold += minor
        self.settlement.put(
            WithdrawalFacet(
                id, self.player, "key", "card", BANK, minor, "EUR", WithdrawalState.SUBMITTED, "", NOON, None, True
            )
        )
        await self.settlement.settle(
            SettleWithdrawal(self.player, "EUR", BANK, str(id), b"paid", id, BANK, minor, "EUR")
        )

    def approve(self, *levels: KycLevel, until: timedelta | None = None) -> None:
        known = self.settlement.facet(KycTally, self.player) or KycTally(self.player)
        end = None if until is None else self.clock.now() + until
        cases = {level: KycCase(self.player, level, KycStatus.APPROVED, expires_at=end) for level in levels}
        self.settlement.put(replace(known, cases=cases))

    def reasons(self, gate: str) -> tuple[str, ...]:
        return self.settlement.gate(self.player).reasons(gate, self.clock.now())


MANY = ("KYC_ACCUMULATED_DEPOSITS",)


@pytest.mark.clause("MGA AML", rule="2,000 euros close at once, in the payment's own decision", field="kyc.thresholds")
async def test_the_payment_that_reaches_a_threshold_closes_its_gates() -> None:
    cashier = Cashier()
    for _ in range(2):
        await cashier.pay(await cashier.order(99_999))
        assert (cashier.reasons("deposit"), cashier.reasons("withdraw")) == ((), ())
    await cashier.pay(await cashier.order(2))
    assert (cashier.reasons("deposit"), cashier.reasons("withdraw"), cashier.reasons("bet")) == (MANY, MANY, ())
    tally = cashier.settlement.facet(KycTally, cashier.player)
    assert tally is not None
    (opened,) = tally.opened
    assert (opened.level, opened.opened_at, opened.due_at) == (KycLevel.DOCUMENT, NOON, NOON)
    with pytest.raises(GateClosed):
        await cashier.order(1)


@pytest.mark.clause("MGA AML", rule="what is ordered and not paid counts for the next order", field="kyc.thresholds")
async def test_orders_that_nobody_paid_yet_do_not_pass_a_threshold_together() -> None:
    cashier = Cashier()
    first, second = await cashier.order(150_000), await cashier.order(49_999)
    last = await cashier.order(500_000)  # this one carries the total over
    with pytest.raises(GateClosed) as refused:
        await cashier.order(1)
    assert (refused.value.gate, refused.value.reasons, refused.value.until) == ("deposit", MANY, None)
    assert cashier.reasons("withdraw") == (), "nothing was paid"
    await cashier.pay(first)
    with pytest.raises(GateClosed):
        await cashier.order(1)
    await cashier.fail(last)
    await cashier.order(1)  # 199,999 are on their way: a cent is free again
    with pytest.raises(GateClosed):
        await cashier.order(1)
    await cashier.pay(second)
    assert cashier.reasons("deposit") == ()


async def test_an_order_that_is_not_paid_in_time_is_forgotten() -> None:
    cashier = Cashier()
    await cashier.order(200_000)
    cashier.clock.forward(timedelta(hours=24))
    await cashier.order(200_000)


async def test_who_has_reached_the_level_is_asked_nothing() -> None:
    cashier = Cashier()
    cashier.approve(KycLevel.IDENTITY, KycLevel.DOCUMENT)
    await cashier.order(300_000)
    await cashier.pay(await cashier.order(300_000))
    assert cashier.reasons("deposit") == ()
    await cashier.order(300_000)


async def test_an_approval_that_runs_out_closes_what_was_paid_for_long_ago() -> None:
    cashier = Cashier()
    cashier.approve(KycLevel.IDENTITY, KycLevel.DOCUMENT, until=timedelta(days=10))
    await cashier.pay(await cashier.order(200_000))
    cashier.clock.forward(timedelta(days=10, seconds=-1))
    assert cashier.reasons("deposit") == ()
    cashier.clock.forward(timedelta(seconds=1))
    assert cashier.reasons("deposit") == MANY


@pytest.mark.clause("MGA AML", rule="30 days of grace, and not a second more", field="kyc.thresholds")
async def test_with_grace_orders_pass_until_the_requirement_is_due() -> None:
    cashier = Cashier("MT")
    await cashier.pay(await cashier.order(200_000))
    await cashier.order(100)
    cashier.clock.forward(timedelta(days=30, seconds=-1))
    assert (cashier.reasons("deposit"), cashier.reasons("bet")) == ((), ())
    await cashier.order(100)
    cashier.clock.forward(timedelta(seconds=1))
    assert (cashier.reasons("deposit"), cashier.reasons("bet")) == (MANY, MANY)
    with pytest.raises(GateClosed):
        await cashier.order(100)


@pytest.mark.clause(
    "UK LCCP 3.4.4", rule="net of what was paid out, as it stands under the lock", field="kyc.thresholds"
)
async def test_a_payout_makes_room_where_the_measure_is_net() -> None:
    cashier = Cashier("GB")
    cashier.approve(*LEVELS[:1])
    await cashier.pay(await cashier.order(17_500))
    await cashier.pay_out(10_000)
    await cashier.pay(await cashier.order(10_000))
    tally = cashier.settlement.facet(KycTally, cashier.player)
    assert tally is not None
    assert Paid(30, "EUR", 27_500, 10_000) in tally.paid
    assert tally.opened == ()
    await cashier.pay(await cashier.order(1))
    tally = cashier.settlement.facet(KycTally, cashier.player)
    assert tally is not None
    assert [each.reason for each in tally.opened] == ["FINANCIAL_VULNERABILITY"]


async def test_a_payment_told_twice_is_counted_once() -> None:
    cashier = Cashier()
    deposit = await cashier.order(100_000)
    await cashier.pay(deposit)
    await cashier.pay(deposit)
    assert cashier.reasons("withdraw") == ()
    await cashier.order(99_999)
