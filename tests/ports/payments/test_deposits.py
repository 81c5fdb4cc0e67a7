"""Deposits: added once, opened once, ended by decisions, read by their owner."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from domain.payments import CardForm, Deposit, DepositFacet, DepositState, OpenedPayment, Redirect
from domain.shared import CURRENCIES, DepositId, Money, PageRequest, PlayerId
from tests.fakes.shared import CountedIds
from tests.ports.payments.conftest import Ports

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def a_deposit(player: PlayerId, ids: CountedIds, key: str | None = None) -> Deposit:
    return Deposit(
        DepositId(ids.new()),
        player,
        key or uuid4().hex,
        "card",
        "psp",
        Money(2500, CURRENCIES["EUR"]),
        DepositState.PENDING,
        reason="",
        payment_reference=None,
        action=None,
        started_at=NOW,
        ended_at=None,
    )


async def test_adds_and_finds(ports: Ports, ids: CountedIds) -> None:
    deposit = a_deposit(ports.player, ids)
    assert await ports.deposits.add(deposit) == deposit
    assert await ports.deposits.get(deposit.deposit_id) == deposit
    assert await ports.deposits.under_key(ports.player, deposit.idempotency_key) == deposit
    assert await ports.deposits.under_key(PlayerId(uuid4()), deposit.idempotency_key) is None
    assert await ports.deposits.get(DepositId(uuid4())) is None


async def test_the_first_under_a_key_stands(ports: Ports, ids: CountedIds) -> None:
    first = await ports.deposits.add(a_deposit(ports.player, ids, "the-same-key"))
    assert await ports.deposits.add(a_deposit(ports.player, ids, "the-same-key")) == first


@pytest.mark.parametrize("action", [CardForm("https://psp.example/1"), Redirect("https://psp.example/2")])
async def test_the_first_payment_stays(ports: Ports, ids: CountedIds, action: CardForm | Redirect) -> None:
    deposit = await ports.deposits.add(a_deposit(ports.player, ids))
    await ports.deposits.opened(deposit.deposit_id, OpenedPayment("pay_1", action))
    await ports.deposits.opened(deposit.deposit_id, OpenedPayment("pay_2", CardForm("https://psp.example/3")))
    found = await ports.deposits.get(deposit.deposit_id)
    assert found is not None
    assert (found.payment_reference, found.action) == ("pay_1", action)


async def test_decisions_end_it_and_leave_the_payment(ports: Ports, ids: CountedIds) -> None:
    deposit = await ports.deposits.add(a_deposit(ports.player, ids))
    await ports.deposits.opened(deposit.deposit_id, OpenedPayment("pay_1", CardForm("https://psp.example/1")))
    facet = DepositFacet(deposit.deposit_id, ports.player, "psp", 2500, "EUR", DepositState.PENDING, "", None, None)
    await ports.decide(facet.failed(DepositState.FAILED, "declined", NOW))
    found = await ports.deposits.get(deposit.deposit_id)
    assert found is not None
    assert (found.state, found.reason, found.ended_at) == (DepositState.FAILED, "declined", NOW)
    await ports.decide(facet.confirmed(DepositState.CONFIRMED, "pay_1", NOW))
    found = await ports.deposits.get(deposit.deposit_id)
    assert found is not None
    assert (found.state, found.reason, found.payment_reference) == (DepositState.CONFIRMED, "", "pay_1")


async def test_owners_read_their_own(ports: Ports, ids: CountedIds) -> None:
    deposit = await ports.deposits.add(a_deposit(ports.player, ids))
    wanted = [deposit.deposit_id, DepositId(uuid4())]
    assert await ports.deposits.own(ports.player, wanted) == {deposit.deposit_id: deposit}
    assert await ports.deposits.own(PlayerId(uuid4()), wanted) == {}


async def test_pages_are_newest_first_and_stable(ports: Ports, ids: CountedIds) -> None:
    deposits = [await ports.deposits.add(a_deposit(ports.player, ids)) for _ in range(5)][::-1]
    first = await ports.deposits.of_player(ports.player, PageRequest(2))
    assert (list(first.rows), first.more) == (deposits[:2], True)
    await ports.deposits.add(a_deposit(ports.player, ids))
    second = await ports.deposits.of_player(ports.player, PageRequest(3, first.cursors[-1]))
    assert (list(second.rows), second.more) == (deposits[2:], False)
    back = await ports.deposits.of_player(ports.player, PageRequest(2, second.cursors[0], backward=True))
    assert (list(back.rows), back.more) == (deposits[:2], True)
    oldest = await ports.deposits.of_player(ports.player, PageRequest(2, backward=True))
    assert (list(oldest.rows), oldest.more) == (deposits[3:], True)
    unreadable = await ports.deposits.of_player(ports.player, PageRequest(2, "no id"))
    assert (unreadable.rows, unreadable.more) == ((), False)
