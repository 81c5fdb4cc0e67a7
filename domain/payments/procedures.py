"""How the money commands of payments are judged: rules in order, then the decision."""

from domain.payments.use_cases.approve_withdrawal import ApproveWithdrawal, decide_approve
from domain.payments.use_cases.confirm_deposit import ConfirmDeposit, decide_confirm
from domain.payments.use_cases.fail_deposit import FailDeposit, decide_fail
from domain.payments.use_cases.hold_withdrawal import HoldWithdrawal, amount_is_playable, decide_hold
from domain.payments.use_cases.order_deposit import OrderDeposit, decide_order
from domain.payments.use_cases.reject_withdrawal import (
    FailWithdrawal,
    GiveUpWithdrawal,
    RejectWithdrawal,
    decide_fail_withdrawal,
    decide_give_up,
    decide_reject,
)
from domain.payments.use_cases.settle_withdrawal import SettleWithdrawal, decide_settle
from domain.payments.use_cases.submit_withdrawal import SubmitWithdrawal, decide_submit
from domain.wallet import Procedure, Procedures, gate_open

PROCEDURES: Procedures = {
    OrderDeposit: Procedure((gate_open("deposit"),), decide_order),
    ConfirmDeposit: Procedure((), decide_confirm),
    FailDeposit: Procedure((), decide_fail),
    HoldWithdrawal: Procedure((gate_open("withdraw"), amount_is_playable), decide_hold),
    ApproveWithdrawal: Procedure((), decide_approve),
    SubmitWithdrawal: Procedure((), decide_submit),
    SettleWithdrawal: Procedure((), decide_settle),
    RejectWithdrawal: Procedure((), decide_reject),
    FailWithdrawal: Procedure((), decide_fail_withdrawal),
    GiveUpWithdrawal: Procedure((), decide_give_up),
}
