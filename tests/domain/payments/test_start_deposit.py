"""Orders of deposits, when the provider says no, is away, or we fall over in between."""

import pytest

from app.adapters.payment_providers.sandbox import PROVIDER
from domain.payments import DepositNews, DepositNotice, DepositState, PaymentDeclined
from domain.shared import IdempotencyConflict, InvalidInput, TryAgainLater
from domain.wallet import GateClosed
from tests.domain.payments.builders import PLAYER
from tests.domain.payments.house import House


async def test_an_order_is_durable_before_the_provider_is_asked() -> None:
    house = House()
    house.provider.faults = [TryAgainLater()]
    with pytest.raises(TryAgainLater):
        await house.start()
    (order,) = house.deposits.rows.values()
    assert (order.state, order.action, house.commits.count) == (DepositState.PENDING, None, 2)


async def test_the_same_key_completes_what_was_cut_off() -> None:
    house = House()
    house.provider.faults = [TryAgainLater()]
    with pytest.raises(TryAgainLater):
        await house.start()
    started = await house.start()
    assert house.provider.orders == [started.deposit.deposit_id]
    assert started.action == started.deposit.action
    assert await house.start() == started
    assert len(house.provider.orders) == 1


async def test_a_provider_that_declines_ends_the_order_for_good() -> None:
    house = House()
    house.provider.faults = [PaymentDeclined("country_not_served")]
    for _ in range(2):
        with pytest.raises(PaymentDeclined) as refused:
            await house.start()
        assert refused.value.reason == "country_not_served"
    (order,) = house.deposits.rows
    found = await house.deposits.get(order)
    assert found is not None
    assert (found.state, found.reason) == (DepositState.FAILED, "country_not_served")
    assert house.provider.orders == []


async def test_news_that_come_before_the_providers_answer() -> None:
    house = House()
    house.provider.faults = [TryAgainLater()]
    with pytest.raises(TryAgainLater):
        await house.start()
    (order,) = house.deposits.rows
    await house.hear(DepositNotice(PROVIDER, "evt_1", DepositNews.CONFIRMED, order, "pay_1", 2500, "EUR", ""))
    assert house.balances == (12_500, 0)
    started = await house.start()
    assert (started.deposit.deposit_id, started.deposit.state) == (order, DepositState.CONFIRMED)
    assert house.balances == (12_500, 0)


async def test_a_key_means_one_order() -> None:
    house = House()
    await house.start()
    with pytest.raises(IdempotencyConflict):
        await house.start("26.00")
    assert len(house.provider.orders) == 1


async def test_a_closed_gate_stops_new_orders_only() -> None:
    house = House()
    first = await house.start()
    house.money.closed = {"deposit": ("SELF_EXCLUDED",)}
    with pytest.raises(GateClosed):
        await house.start(key="another-key")
    assert await house.start() == first


async def test_a_closed_gate_stops_an_order_whose_payment_was_never_opened() -> None:
    house = House()
    house.provider.faults.append(TryAgainLater())
    with pytest.raises(TryAgainLater):
        await house.start()
    house.money.closed = {"deposit": ("SELF_EXCLUDED",)}
    with pytest.raises(GateClosed):
        await house.start()
    assert not house.provider.orders
    house.money.closed = {}
    await house.start()
    assert len(house.provider.orders) == 1


async def test_the_wallet_is_open_before_money_can_come() -> None:
    house = House()
    await house.start()
    assert house.money.opened == {(PLAYER, "EUR")}


async def test_bad_input_asks_nobody() -> None:
    house = House()
    for amount, key in (("4.99", "key-12345"), ("25.00", "short")):
        with pytest.raises(InvalidInput):
            await house.start(amount, key)
    assert not house.deposits.rows
    assert house.commits.count == 0
