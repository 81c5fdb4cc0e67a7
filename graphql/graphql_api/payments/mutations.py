"""Paying in, and being paid out."""

from typing import Annotated

import strawberry

from domain.payments import RequestWithdrawal, StartDeposit
from graphql_api.core import (
    IdempotencyConflict,
    Info,
    InvalidInput,
    MoneyInput,
    NotAllowed,
    NotSignedIn,
    TryAgainLater,
    mutation,
)
from graphql_api.identity.refusals import StepUpRequired
from graphql_api.payments.deposit import Deposit, PaymentAction, shown_action
from graphql_api.payments.refusals import PaymentDeclined
from graphql_api.payments.withdrawal import Withdrawal
from graphql_api.responsible_gaming.limit_refusals import LimitExceeded
from graphql_api.wallet.refusals import InsufficientFunds, UnknownWallet

_KEY = "8 to 64 characters of your own; a replay of the same order returns its first result."


@strawberry.input
class StartDepositInput:
    method: str = strawberry.field(description="The code of one of `paymentMethods(direction: DEPOSIT)`.")
    amount: MoneyInput
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input
class RequestWithdrawalInput:
    method: str = strawberry.field(description="The code of one of `paymentMethods(direction: WITHDRAWAL)`.")
    amount: MoneyInput
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.type
class StartDepositSuccess:
    """The order stands; follow `action` to pay it."""

    deposit: Deposit
    action: PaymentAction


@strawberry.type
class RequestWithdrawalSuccess:
    """The amount is held, and the order waits for its review."""

    withdrawal: Withdrawal


StartDepositResult = Annotated[
    StartDepositSuccess
    | LimitExceeded
    | PaymentDeclined
    | InvalidInput
    | NotSignedIn
    | NotAllowed
    | IdempotencyConflict
    | TryAgainLater,
    strawberry.union("StartDepositResult"),
]
RequestWithdrawalResult = Annotated[
    RequestWithdrawalSuccess
    | StepUpRequired
    | InsufficientFunds
    | UnknownWallet
    | InvalidInput
    | NotSignedIn
    | NotAllowed
    | IdempotencyConflict
    | TryAgainLater,
    strawberry.union("RequestWithdrawalResult"),
]


@strawberry.type
class PaymentsMutations:
    @mutation
    async def start_deposit(self, info: Info, input: StartDepositInput) -> StartDepositResult:
        """Orders a deposit. The money is there once the provider has confirmed it."""
        started = await info.context.dispatch(
            StartDeposit(
                info.context.signed_in().player_id,
                input.idempotency_key,
                input.method,
                input.amount.amount,
                input.amount.currency,
            )
        )
        return StartDepositSuccess(deposit=Deposit.of(started.deposit), action=shown_action(started.action))

    @mutation
    async def request_withdrawal(self, info: Info, input: RequestWithdrawalInput) -> RequestWithdrawalResult:
        """Asks to be paid out. Needs fresh proof: `stepUp`."""
        requested = await info.context.dispatch(
            RequestWithdrawal(
                info.context.signed_in(),
                input.idempotency_key,
                input.method,
                input.amount.amount,
                input.amount.currency,
            )
        )
        return RequestWithdrawalSuccess(withdrawal=Withdrawal.of(requested.withdrawal))
