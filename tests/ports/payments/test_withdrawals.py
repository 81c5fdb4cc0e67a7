"""Withdrawals: written by decisions, claimed by one worker at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from domain.payments import WithdrawalFacet, WithdrawalState
from domain.shared import PageRequest, PlayerId, WithdrawalId
from tests.fakes.shared import CountedIds
from tests.ports.payments.conftest import Ports

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=90)


async def a_withdrawal(ports: Ports, ids: CountedIds, at: datetime = NOW) -> WithdrawalFacet:
    facet = WithdrawalFacet(
        WithdrawalId(ids.new()),
        ports.player,
        uuid4().hex,
        "card",
        "psp",
        2500,
        "EUR",
        WithdrawalState.REQUESTED,
        "",
        at,
        None,
    )
    await ports.decide(facet)
    return facet


async def claimed(ports: Ports, now: datetime = NOW, limit: int = 20) -> list[tuple[WithdrawalId, int]]:
    due = await ports.withdrawals.claim_due(now, now + timedelta(seconds=90), limit)
    return [(one.withdrawal.withdrawal_id, one.attempts) for one in due]


async def test_a_new_one_is_due_once(ports: Ports, ids: CountedIds) -> None:
    one = (await a_withdrawal(ports, ids)).withdrawal_id
    found = await ports.withdrawals.get(one)
    assert found is not None
    assert (found.state, found.amount.minor, found.worker_tries) == (WithdrawalState.REQUESTED, 2500, True)
    assert await claimed(ports) == [(one, 1)]
    assert await claimed(ports) == []
    assert await claimed(ports, LATER) == [(one, 2)]


async def test_the_oldest_come_first_up_to_the_limit(ports: Ports, ids: CountedIds) -> None:
    second = (await a_withdrawal(ports, ids, NOW - timedelta(seconds=1))).withdrawal_id
    first = (await a_withdrawal(ports, ids, NOW - timedelta(seconds=2))).withdrawal_id
    await a_withdrawal(ports, ids, NOW + timedelta(seconds=1))
    assert await claimed(ports, limit=1) == [(first, 1)]
    assert await claimed(ports) == [(second, 1)]


async def test_tried_again_when_told(ports: Ports, ids: CountedIds) -> None:
    one = (await a_withdrawal(ports, ids)).withdrawal_id
    await ports.withdrawals.try_again(one, LATER)
    assert await claimed(ports) == []
    assert await claimed(ports, LATER) == [(one, 1)]


async def test_left_to_staff(ports: Ports, ids: CountedIds) -> None:
    one = (await a_withdrawal(ports, ids)).withdrawal_id
    await ports.withdrawals.try_again(one, None)
    found = await ports.withdrawals.get(one)
    assert found is not None
    assert not found.worker_tries
    assert await claimed(ports, LATER) == []


async def test_submitted_waits_for_news(ports: Ports, ids: CountedIds) -> None:
    one = (await a_withdrawal(ports, ids)).withdrawal_id
    await ports.withdrawals.submitted(one, "po_1")
    found = await ports.withdrawals.get(one)
    assert found is not None
    assert (found.payout_reference, found.worker_tries) == ("po_1", False)
    assert await claimed(ports, LATER) == []


async def test_an_ended_one_is_never_due(ports: Ports, ids: CountedIds) -> None:
    facet = await a_withdrawal(ports, ids)
    await ports.decide(replace(facet, state=WithdrawalState.REJECTED, reason="No document", ended_at=NOW))
    found = await ports.withdrawals.get(facet.withdrawal_id)
    assert found is not None
    assert (found.state, found.reason, found.ended_at) == (WithdrawalState.REJECTED, "No document", NOW)
    assert not found.worker_tries
    assert await claimed(ports, LATER) == []


async def test_owners_read_their_own_newest_first(ports: Ports, ids: CountedIds) -> None:
    first, second = (await a_withdrawal(ports, ids)).withdrawal_id, (await a_withdrawal(ports, ids)).withdrawal_id
    page = await ports.withdrawals.of_player(ports.player, PageRequest(1))
    assert ([row.withdrawal_id for row in page.rows], page.more) == ([second], True)
    page = await ports.withdrawals.of_player(ports.player, PageRequest(1, page.cursors[0]))
    assert ([row.withdrawal_id for row in page.rows], page.more) == ([first], False)
    assert set(await ports.withdrawals.own(ports.player, [first, second, WithdrawalId(uuid4())])) == {first, second}
    assert await ports.withdrawals.own(PlayerId(uuid4()), [first]) == {}
    assert await ports.withdrawals.get(WithdrawalId(uuid4())) is None
