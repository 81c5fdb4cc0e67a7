"""Every step in every state of a withdrawal: what becomes of it, and what moves."""

import pytest

from domain.payments import (
    PROCEDURES,
    ApproveWithdrawal,
    FailWithdrawal,
    HoldWithdrawal,
    PaymentMismatch,
    RejectWithdrawal,
    SettleWithdrawal,
    SubmitWithdrawal,
    UnknownWithdrawal,
    WithdrawalFacet,
    WithdrawalHeld,
    WithdrawalMoved,
    WithdrawalMovedOn,
    WithdrawalState,
)
from domain.payments.withdrawal import WITHDRAWAL_TABLE, Answer, WithdrawalStep
from domain.payments.withdrawal_command import WithdrawalCommand
from domain.shared import PlayerId, Refusal
from domain.wallet import Account, Decision, GateClosed, InsufficientFunds, Position
from tests.domain.payments.builders import (
    AMOUNT,
    NOW,
    PLAYER,
    PROVIDER,
    WITHDRAWAL,
    NoIds,
    a_position,
    a_withdrawal,
    moved,
)

S, DONE, NO = WithdrawalState, Answer.NOTHING_TO_DO, Answer.REFUSED

COMMANDS: dict[WithdrawalStep, WithdrawalCommand] = {
    WithdrawalStep.APPROVE: ApproveWithdrawal(PLAYER, "EUR", "payments", "k", b"", WITHDRAWAL, PROVIDER),
    WithdrawalStep.SUBMIT: SubmitWithdrawal(PLAYER, "EUR", "payments", "k", b"", WITHDRAWAL, PROVIDER),
    WithdrawalStep.SETTLE: SettleWithdrawal(PLAYER, "EUR", PROVIDER, "k", b"", WITHDRAWAL, PROVIDER, AMOUNT, "EUR"),
    WithdrawalStep.REJECT: RejectWithdrawal(PLAYER, "EUR", "payments", "k", b"", WITHDRAWAL, PROVIDER, "no"),
    WithdrawalStep.FAIL: FailWithdrawal(PLAYER, "EUR", PROVIDER, "k", b"", WITHDRAWAL, PROVIDER, "no"),
}
RETURNED = {Account.WITHDRAWAL_HOLD: -AMOUNT, Account.CASH: AMOUNT}
MOVES: dict[WithdrawalStep, dict[Account, int]] = {
    WithdrawalStep.APPROVE: {},
    WithdrawalStep.SUBMIT: {},
    WithdrawalStep.SETTLE: {Account.WITHDRAWAL_HOLD: -AMOUNT, Account.PAYMENT_CLEARING: AMOUNT},
    WithdrawalStep.REJECT: RETURNED,
    WithdrawalStep.FAIL: RETURNED,
}
EXPECTED: dict[tuple[WithdrawalStep, WithdrawalState], WithdrawalState | Answer] = {
    (WithdrawalStep.APPROVE, S.REQUESTED): S.APPROVED,
    (WithdrawalStep.APPROVE, S.APPROVED): DONE,
    (WithdrawalStep.APPROVE, S.SUBMITTED): DONE,
    (WithdrawalStep.APPROVE, S.PAID): DONE,
    (WithdrawalStep.APPROVE, S.REJECTED): NO,
    (WithdrawalStep.APPROVE, S.FAILED): NO,
    (WithdrawalStep.SUBMIT, S.REQUESTED): NO,
    (WithdrawalStep.SUBMIT, S.APPROVED): S.SUBMITTED,
    (WithdrawalStep.SUBMIT, S.SUBMITTED): DONE,
    (WithdrawalStep.SUBMIT, S.PAID): DONE,
    (WithdrawalStep.SUBMIT, S.REJECTED): NO,
    (WithdrawalStep.SUBMIT, S.FAILED): NO,
    (WithdrawalStep.SETTLE, S.REQUESTED): NO,
    (WithdrawalStep.SETTLE, S.APPROVED): NO,
    (WithdrawalStep.SETTLE, S.SUBMITTED): S.PAID,
    (WithdrawalStep.SETTLE, S.PAID): DONE,
    (WithdrawalStep.SETTLE, S.REJECTED): NO,
    (WithdrawalStep.SETTLE, S.FAILED): NO,
    (WithdrawalStep.REJECT, S.REQUESTED): S.REJECTED,
    (WithdrawalStep.REJECT, S.APPROVED): S.REJECTED,
    (WithdrawalStep.REJECT, S.SUBMITTED): NO,
    (WithdrawalStep.REJECT, S.PAID): NO,
    (WithdrawalStep.REJECT, S.REJECTED): DONE,
    (WithdrawalStep.REJECT, S.FAILED): NO,
    (WithdrawalStep.FAIL, S.REQUESTED): NO,
    (WithdrawalStep.FAIL, S.APPROVED): NO,
    (WithdrawalStep.FAIL, S.SUBMITTED): S.FAILED,
    (WithdrawalStep.FAIL, S.PAID): NO,
    (WithdrawalStep.FAIL, S.REJECTED): NO,
    (WithdrawalStep.FAIL, S.FAILED): DONE,
}


def decide(position: Position, command: WithdrawalCommand | HoldWithdrawal) -> Decision[object] | Refusal:
    return PROCEDURES[type(command)].decide(position, command, NOW, NoIds())  # type: ignore[arg-type]


def a_hold(minor: int) -> HoldWithdrawal:
    return HoldWithdrawal(PLAYER, "EUR", "withdrawals", "k", b"", WITHDRAWAL, "key-12345", "card", PROVIDER, minor)


def test_the_table_knows_every_step_in_every_state() -> None:
    assert EXPECTED == WITHDRAWAL_TABLE
    assert set(WITHDRAWAL_TABLE) == {(step, state) for step in WithdrawalStep for state in WithdrawalState}


@pytest.mark.parametrize(("step", "state"), list(EXPECTED))
def test_a_step_in_a_state(step: WithdrawalStep, state: WithdrawalState) -> None:
    answer = decide(a_position(a_withdrawal(state), hold=AMOUNT), COMMANDS[step])
    expected = EXPECTED[step, state]
    if expected is NO:
        assert isinstance(answer, WithdrawalMovedOn)
        assert answer.state == state.name
        return
    assert isinstance(answer, Decision)
    if expected is DONE:
        assert not answer.postings
        assert not answer.facet_changes
        assert answer.reply == WithdrawalMoved(str(WITHDRAWAL), state.name, False, 41)
        return
    assert isinstance(expected, WithdrawalState)
    assert moved(answer) == MOVES[step]
    assert [change.state for change in answer.facet_changes if isinstance(change, WithdrawalFacet)] == [expected]
    assert answer.reply == WithdrawalMoved(str(WITHDRAWAL), expected.name, True, 42 if MOVES[step] else 41)


@pytest.mark.parametrize("state", list(WithdrawalState))
def test_a_payout_of_another_amount_settles_nothing(state: WithdrawalState) -> None:
    command = SettleWithdrawal(PLAYER, "EUR", PROVIDER, "k", b"", WITHDRAWAL, PROVIDER, AMOUNT + 1, "EUR")
    assert isinstance(decide(a_position(a_withdrawal(state), hold=AMOUNT), command), PaymentMismatch)


@pytest.mark.parametrize("command", list(COMMANDS.values()), ids=lambda command: type(command).__name__)
def test_a_step_of_an_unknown_withdrawal(command: WithdrawalCommand) -> None:
    assert isinstance(decide(a_position(), command), UnknownWithdrawal)


def test_a_step_of_another_players_withdrawal() -> None:
    command = ApproveWithdrawal(PlayerId(WITHDRAWAL), "EUR", "payments", "k", b"", WITHDRAWAL, PROVIDER)
    assert isinstance(decide(a_position(a_withdrawal(S.REQUESTED)), command), UnknownWithdrawal)


def test_a_hold_takes_cash_and_opens_the_withdrawal() -> None:
    answer = decide(a_position(cash=AMOUNT), a_hold(AMOUNT))
    assert isinstance(answer, Decision)
    assert moved(answer) == {Account.CASH: -AMOUNT, Account.WITHDRAWAL_HOLD: AMOUNT}
    assert answer.reply == WithdrawalHeld(str(WITHDRAWAL), 0, 42)
    (opened,) = answer.facet_changes
    assert opened == a_withdrawal(S.REQUESTED)


def first_refusal(position: Position, command: HoldWithdrawal) -> Refusal | None:
    rules = PROCEDURES[HoldWithdrawal].rules
    return next((no for rule in rules if (no := rule(position, command, NOW)) is not None), None)  # type: ignore[arg-type]


@pytest.mark.parametrize("cash", [AMOUNT - 1, 0, -5])
def test_a_hold_needs_playable_cash(cash: int) -> None:
    refusal = first_refusal(a_position(cash=cash, hold=AMOUNT), a_hold(AMOUNT))
    assert isinstance(refusal, InsufficientFunds)
    assert refusal.playable_minor == max(cash, 0)


def test_a_hold_needs_an_open_gate() -> None:
    refusal = first_refusal(a_position(blocks=("withdraw:KYC_NEEDED", "bet:SELF_EXCLUDED")), a_hold(AMOUNT))
    assert isinstance(refusal, GateClosed)
    assert refusal.reasons == ("KYC_NEEDED",)


def test_money_that_is_owed_back_has_reserved_room_in_the_queue() -> None:
    assert [step.value for step, command in COMMANDS.items() if command.owes_player] == ["SETTLE", "REJECT", "FAIL"]
