"""Payments: deposits, withdrawals, and the providers that move the money outside."""

from domain.payments.deposit import CardForm, Deposit, DepositFacet, DepositNews, DepositState, PaymentAction, Redirect
from domain.payments.payment_method import Bounds, Direction, PaymentMethod, PaymentMethodKind
from domain.payments.ports import (
    Deposits,
    DueWithdrawal,
    Gates,
    Notices,
    OpenedPayment,
    PaymentProvider,
    PaymentProviders,
    ReceivedNotice,
    StaffCases,
    Wallets,
    Withdrawals,
)
from domain.payments.procedures import PROCEDURES
from domain.payments.refusals import (
    NoticeConflict,
    PaidTwice,
    PaymentDeclined,
    PaymentMismatch,
    UnknownDeposit,
    UnknownWithdrawal,
    WithdrawalMovedOn,
)
from domain.payments.use_cases.approve_withdrawal import ApproveWithdrawal
from domain.payments.use_cases.confirm_deposit import ConfirmDeposit, DepositConfirmed
from domain.payments.use_cases.fail_deposit import DepositFailed, FailDeposit
from domain.payments.use_cases.hold_withdrawal import HoldWithdrawal, WithdrawalHeld
from domain.payments.use_cases.list_payments import (
    FindDeposits,
    FindWithdrawals,
    ListDeposits,
    ListPaymentMethods,
    ListWithdrawals,
)
from domain.payments.use_cases.order_deposit import DepositOrdered, OrderDeposit
from domain.payments.use_cases.pay_out_due import PayOutDue
from domain.payments.use_cases.receive_deposit_notice import DepositNotice
from domain.payments.use_cases.receive_payout_notice import PayoutNews, PayoutNotice
from domain.payments.use_cases.reject_withdrawal import FailWithdrawal, RejectWithdrawal
from domain.payments.use_cases.request_withdrawal import RequestWithdrawal, WithdrawalRequested
from domain.payments.use_cases.review_withdrawal import ReviewWithdrawal, Verdict
from domain.payments.use_cases.settle_withdrawal import SettleWithdrawal
from domain.payments.use_cases.start_deposit import DepositStarted, StartDeposit
from domain.payments.use_cases.submit_withdrawal import SubmitWithdrawal
from domain.payments.withdrawal import Withdrawal, WithdrawalFacet, WithdrawalState
from domain.payments.withdrawal_command import WithdrawalMoved

__all__ = [
    "PROCEDURES",
    "ApproveWithdrawal",
    "Bounds",
    "CardForm",
    "ConfirmDeposit",
    "Deposit",
    "DepositConfirmed",
    "DepositFacet",
    "DepositFailed",
    "DepositNews",
    "DepositNotice",
    "DepositOrdered",
    "DepositStarted",
    "DepositState",
    "Deposits",
    "Direction",
    "DueWithdrawal",
    "FailDeposit",
    "FailWithdrawal",
    "FindDeposits",
    "FindWithdrawals",
    "Gates",
    "HoldWithdrawal",
    "ListDeposits",
    "ListPaymentMethods",
    "ListWithdrawals",
    "NoticeConflict",
    "Notices",
    "OpenedPayment",
    "OrderDeposit",
    "PaidTwice",
    "PayOutDue",
    "PaymentAction",
    "PaymentDeclined",
    "PaymentMethod",
    "PaymentMethodKind",
    "PaymentMismatch",
    "PaymentProvider",
    "PaymentProviders",
    "PayoutNews",
    "PayoutNotice",
    "ReceivedNotice",
    "Redirect",
    "RejectWithdrawal",
    "RequestWithdrawal",
    "ReviewWithdrawal",
    "SettleWithdrawal",
    "StaffCases",
    "StartDeposit",
    "SubmitWithdrawal",
    "UnknownDeposit",
    "UnknownWithdrawal",
    "Verdict",
    "Wallets",
    "Withdrawal",
    "WithdrawalFacet",
    "WithdrawalHeld",
    "WithdrawalMoved",
    "WithdrawalMovedOn",
    "WithdrawalRequested",
    "WithdrawalState",
    "Withdrawals",
]
