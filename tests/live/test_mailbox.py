"""Mailboxes stay small, and neither lose nor repeat, whatever comes in whatever order."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.live.mailbox import MAX_WAITING_TRANSACTIONS, BalanceMailbox, TransactionMailbox
from domain.shared import PlayerId, WalletId
from domain.wallet import (
    MAX_CAUSES,
    BalanceCause,
    BalanceChange,
    TransactionAdded,
    TransactionKind,
    TransactionView,
    WalletView,
)

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def wallet_at(sequence: int, cash_minor: int = 0) -> WalletView:
    return WalletView(WalletId(1), PlayerId(UUID(int=1)), "EUR", cash_minor, 0, 0, 0, sequence)


def added(sequence: int) -> TransactionAdded:
    view = TransactionView(
        WalletId(1), "EUR", sequence, TransactionKind.BET, -1, 0, NOW, "test", str(sequence), None, None, ""
    )
    return TransactionAdded(view)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("told"), st.integers(1, 60)),  # news that arrived whole
        st.tuples(st.just("jumped"), st.integers(1, 300)),  # news that were cut short
        st.tuples(st.just("took"), st.integers(1, 40)),
    ),
    max_size=60,
)


@given(start=st.integers(0, 5), steps=steps)
async def test_each_transaction_comes_once_in_order_from_the_mailbox_or_from_the_ledger(
    start: int, steps: list[tuple[str, int]]
) -> None:
    mailbox, reached, seen = TransactionMailbox(start), start, start

    async def take_one() -> None:
        nonlocal seen
        if mailbox.floor == seen and not len(mailbox):
            return
        found = await mailbox.take(seen)
        if found is None:
            assert mailbox.floor > seen  # the ledger has them: read, and go on from the floor
            seen = mailbox.floor
        else:
            assert found.sequence == seen + 1
            seen = found.sequence

    for what, count in steps:
        if what == "took":
            for _ in range(count):
                await take_one()
        else:
            news = [added(sequence) for sequence in range(reached + 1, reached + count + 1)]
            reached += count
            mailbox.put(news if what == "told" else news[:10], reached)
        assert len(mailbox) <= MAX_WAITING_TRANSACTIONS
    for _ in range(MAX_WAITING_TRANSACTIONS + 1):
        await take_one()
    assert seen == reached


@given(
    amounts=st.lists(st.lists(st.integers(-50, 50), min_size=1, max_size=8), min_size=1, max_size=30),
    taken=st.sets(st.integers(0, 29)),
)
async def test_balance_changes_chain_and_add_up_however_they_coalesce(
    amounts: list[list[int]], taken: set[int]
) -> None:
    mailbox, cash, sequence = BalanceMailbox(), 0, 0
    received: list[BalanceChange] = []
    for round_number, step in enumerate(amounts):
        causes = tuple(
            BalanceCause(sequence + offset, TransactionKind.WIN, amount) for offset, amount in enumerate(step, 1)
        )
        previous, cash, sequence = sequence, cash + sum(step), sequence + len(step)
        mailbox.put(BalanceChange(previous, sum(step), causes, wallet_at(sequence, cash)))
        if round_number in taken:
            received.append(await mailbox.take())
    if len(amounts) - 1 not in taken:
        received.append(await mailbox.take())
    assert [change.previous_sequence for change in received] == [0, *(change.sequence for change in received[:-1])]
    assert received[-1].wallet == wallet_at(sequence, cash)
    assert sum(change.delta_minor for change in received) == cash
    assert all(len(change.causes) <= MAX_CAUSES for change in received)
    assert all(change.causes[-1].sequence == change.sequence for change in received)
