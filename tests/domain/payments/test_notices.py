"""What a provider tells, told again, told wrongly: the books of notices and staff cases."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.adapters.payment_providers.sandbox import PROVIDER
from domain.payments import (
    DepositNews,
    DepositNotice,
    NoticeConflict,
    PaymentMismatch,
    PayoutNews,
    PayoutNotice,
    UnknownDeposit,
    WithdrawalMovedOn,
)
from domain.shared import DepositId, TryAgainLater
from tests.domain.payments.house import House


async def a_notice(house: House) -> DepositNotice:
    deposit = (await house.start()).deposit
    return DepositNotice(PROVIDER, "evt_1", DepositNews.CONFIRMED, deposit.deposit_id, "pay_1", 2500, "EUR", "")


async def test_the_outcome_is_noted_and_repeats_do_not_hide_it() -> None:
    house = House()
    notice = await a_notice(house)
    for _ in range(3):
        await house.hear(notice)
    await house.hear(replace(notice, news=DepositNews.FAILED, notice_id="evt_2"))
    assert house.notices.outcomes == {(PROVIDER, "evt_1"): "CREDITED", (PROVIDER, "evt_2"): "NOTHING_TO_DO"}
    assert house.balances == (12_500, 0)


async def test_a_lane_that_is_away_leaves_the_notice_open() -> None:
    house = House()
    notice = await a_notice(house)
    house.settlement.away = TryAgainLater()
    with pytest.raises(TryAgainLater):
        await house.hear(notice)
    assert not house.notices.outcomes
    assert not house.cases.cases
    house.settlement.away = None
    await house.hear(notice)
    assert house.balances == (12_500, 0)


async def test_a_mismatch_is_for_staff() -> None:
    house = House()
    notice = replace(await a_notice(house), paid_minor=1)
    with pytest.raises(PaymentMismatch):
        await house.hear(notice)
    assert house.cases.cases[("DEPOSIT_PAYMENT_MISMATCH", f"{PROVIDER}:pay_1")]["paidMinor"] == 1
    assert house.notices.outcomes == {(PROVIDER, "evt_1"): "PAYMENT_MISMATCH"}


async def test_a_notice_id_with_another_meaning_is_for_staff_and_hides_nothing() -> None:
    house = House()
    notice = await a_notice(house)
    await house.hear(notice)
    with pytest.raises(NoticeConflict):
        await house.hear(replace(notice, paid_minor=1))
    assert house.notices.outcomes == {(PROVIDER, "evt_1"): "CREDITED"}
    assert ("DEPOSIT_NOTICE_CONFLICT", f"{PROVIDER}:pay_1") in house.cases.cases


async def test_a_payment_that_nobody_ordered_is_for_staff() -> None:
    house = House()
    notice = replace(await a_notice(house), deposit_id=DepositId(UUID(int=999)))
    with pytest.raises(UnknownDeposit):
        await house.hear(notice)
    assert ("DEPOSIT_UNKNOWN_DEPOSIT", f"{PROVIDER}:pay_1") in house.cases.cases


async def test_another_providers_notice_ends_nothing() -> None:
    house = House()
    notice = replace(await a_notice(house), provider="another")
    for news in DepositNews:
        with pytest.raises(UnknownDeposit):
            await house.hear(replace(notice, news=news, notice_id=f"evt_{news.value}"))
    assert house.balances == (10_000, 0)


async def test_a_payout_that_came_back_after_it_was_paid_is_for_staff() -> None:
    house = House()
    one = (await house.withdraw()).withdrawal_id
    await house.pay_out()
    notice = PayoutNotice(PROVIDER, "evt_1", PayoutNews.PAID, one, "po_1", 2500, "EUR", "")
    await house.hear(notice)
    assert house.balances == (7500, 0)
    with pytest.raises(WithdrawalMovedOn):
        await house.hear(replace(notice, notice_id="evt_2", news=PayoutNews.FAILED))
    assert ("PAYOUT_WITHDRAWAL_MOVED_ON", f"{PROVIDER}:po_1") in house.cases.cases
    assert house.balances == (7500, 0)


async def test_news_of_a_payout_before_it_was_submitted_is_for_staff() -> None:
    house = House()
    one = (await house.withdraw()).withdrawal_id
    notice = PayoutNotice(PROVIDER, "evt_1", PayoutNews.PAID, one, "po_1", 2500, "EUR", "")
    with pytest.raises(WithdrawalMovedOn):
        await house.hear(notice)
    assert house.balances == (7500, 2500)
