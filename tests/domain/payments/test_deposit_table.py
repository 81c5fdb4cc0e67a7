"""Every news in every state of a deposit: what becomes of it, and what is credited."""

import pytest

from domain.payments import (
    PROCEDURES,
    ConfirmDeposit,
    DepositConfirmed,
    DepositFacet,
    DepositFailed,
    DepositNews,
    DepositState,
    FailDeposit,
    PaidTwice,
    PaymentMismatch,
    UnknownDeposit,
)
from domain.payments.deposit import DEPOSIT_TABLE
from domain.shared import MAX_MINOR, PlayerId, Refusal
from domain.wallet import Account, BalanceTooLarge, Decision, Position, TransactionKind
from tests.domain.payments.builders import AMOUNT, DEPOSIT, NOW, PLAYER, PROVIDER, NoIds, a_deposit, a_position, moved

CREDIT = {Account.CASH: AMOUNT, Account.PAYMENT_CLEARING: -AMOUNT}
P, C, F = DepositState.PENDING, DepositState.CONFIRMED, DepositState.FAILED

EXPECTED = [
    # news,                 in state, becomes, moves
    (DepositNews.CONFIRMED, P, C, CREDIT),
    (DepositNews.CONFIRMED, F, C, CREDIT),
    (DepositNews.CONFIRMED, C, None, {}),
    (DepositNews.FAILED, P, F, {}),
    (DepositNews.FAILED, F, None, {}),
    (DepositNews.FAILED, C, None, {}),
]


def confirm(
    position: Position,
    *,
    minor: int = AMOUNT,
    currency: str = "EUR",
    payment: str = "pay_1",
    player: PlayerId = PLAYER,
    provider: str = PROVIDER,
) -> Decision[object] | Refusal:
    command = ConfirmDeposit(player, "EUR", provider, "k", b"", DEPOSIT, payment, minor, currency)
    return PROCEDURES[ConfirmDeposit].decide(position, command, NOW, NoIds())  # type: ignore[arg-type]


def fail(position: Position) -> Decision[object] | Refusal:
    command = FailDeposit(PLAYER, "EUR", PROVIDER, "k", b"", DEPOSIT, PROVIDER, "declined")
    return PROCEDURES[FailDeposit].decide(position, command, NOW, NoIds())  # type: ignore[arg-type]


def test_the_table_knows_every_news_in_every_state() -> None:
    assert {(news, state): becomes for news, state, becomes, _ in EXPECTED} == DEPOSIT_TABLE
    assert set(DEPOSIT_TABLE) == {(news, state) for news in DepositNews for state in DepositState}


@pytest.mark.clause(
    "GLI-19 2.5.6(c)", rule="the provider's word that it was paid credits it, once; an order credits nothing", field=""
)
@pytest.mark.parametrize(("news", "state", "becomes", "moves"), EXPECTED)
def test_news_in_a_state(
    news: DepositNews, state: DepositState, becomes: DepositState | None, moves: dict[Account, int]
) -> None:
    position = a_position(a_deposit(state))
    decision = confirm(position) if news is DepositNews.CONFIRMED else fail(position)
    assert isinstance(decision, Decision)
    assert moved(decision) == moves
    changes = [change.state for change in decision.facet_changes if isinstance(change, DepositFacet)]
    assert changes == ([] if becomes is None else [becomes])
    assert len(decision.events) == len(changes)
    if news is DepositNews.CONFIRMED:
        assert decision.reply == DepositConfirmed(str(DEPOSIT), bool(moves), 42 if moves else 41)
    else:
        assert decision.reply == DepositFailed(str(DEPOSIT), becomes is not None)


def test_a_credit_is_a_deposit_of_this_payment_from_its_provider() -> None:
    decision = confirm(a_position(a_deposit(P)))
    assert isinstance(decision, Decision)
    assert (decision.kind, decision.amount_minor, decision.payment_id) == (TransactionKind.DEPOSIT, AMOUNT, DEPOSIT)
    assert {posting.party for posting in decision.postings} == {"", PROVIDER}


@pytest.mark.clause("GLI-19 2.5.6(c)", rule="another amount or currency than was ordered credits nothing", field="")
@pytest.mark.parametrize("state", list(DepositState))
@pytest.mark.parametrize(
    ("minor", "currency"), [(AMOUNT - 1, "EUR"), (AMOUNT * 100, "EUR"), (AMOUNT, "USD"), (0, "EUR")]
)
def test_another_amount_or_currency_credits_nothing_in_any_state(
    state: DepositState, minor: int, currency: str
) -> None:
    assert isinstance(confirm(a_position(a_deposit(state)), minor=minor, currency=currency), PaymentMismatch)


def test_a_second_payment_for_a_paid_deposit_is_no_replay() -> None:
    assert isinstance(confirm(a_position(a_deposit(C)), payment="pay_2"), PaidTwice)


@pytest.mark.parametrize(
    "answer",
    [
        confirm(a_position()),
        confirm(a_position(a_deposit(P)), player=PlayerId(DEPOSIT)),
        confirm(a_position(a_deposit(P)), provider="another"),
        fail(a_position()),
    ],
)
def test_a_deposit_of_nobody_else_is_known(answer: object) -> None:
    assert isinstance(answer, UnknownDeposit)


def test_a_closed_gate_does_not_keep_money_that_arrived() -> None:
    decision = confirm(a_position(a_deposit(P), blocks=("deposit:SELF_EXCLUDED",)))
    assert isinstance(decision, Decision)
    assert not PROCEDURES[ConfirmDeposit].rules


def test_a_balance_never_grows_over_its_bound() -> None:
    assert isinstance(confirm(a_position(a_deposit(P), cash=MAX_MINOR - AMOUNT + 1)), BalanceTooLarge)
    assert isinstance(confirm(a_position(a_deposit(P), cash=MAX_MINOR - AMOUNT)), Decision)
