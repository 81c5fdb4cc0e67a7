"""The payments context, wired."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.payment_providers.payout_worker import PayoutWorker
from app.adapters.payment_providers.sandbox import PROVIDER, SANDBOX_METHODS, SandboxPaymentProvider
from app.adapters.postgres.payments.deposits import PostgresDeposits
from app.adapters.postgres.payments.notices import PostgresNotices
from app.adapters.postgres.payments.player_money import PostgresGates, PostgresWallets
from app.adapters.postgres.payments.staff_cases import PostgresStaffCases
from app.adapters.postgres.payments.withdrawals import PostgresWithdrawals
from app.dispatch import Dispatcher, Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.sandbox_psp import SANDBOX_PATH, http_client, psp_clockwork, psp_credentials
from domain.payments import (
    DepositNotice,
    FindDeposits,
    FindWithdrawals,
    ListDeposits,
    ListPaymentMethods,
    ListWithdrawals,
    PaymentMethod,
    PaymentProviders,
    PayOutDue,
    PayoutNotice,
    RequestWithdrawal,
    ReviewWithdrawal,
    StartDeposit,
)
from domain.payments.use_cases.list_payments import (
    FindDepositsHandler,
    FindWithdrawalsHandler,
    ListDepositsHandler,
    ListPaymentMethodsHandler,
    ListWithdrawalsHandler,
)
from domain.payments.use_cases.pay_out_due import PayOutDueHandler
from domain.payments.use_cases.receive_deposit_notice import ReceiveDepositNotice
from domain.payments.use_cases.receive_payout_notice import ReceivePayoutNotice
from domain.payments.use_cases.request_withdrawal import RequestWithdrawalHandler
from domain.payments.use_cases.review_withdrawal import ReviewWithdrawalHandler
from domain.payments.use_cases.start_deposit import StartDepositHandler

CALLBACK_PATH = "/callbacks/sandbox-psp"


def payment_methods(platform: Platform) -> Mapping[str, PaymentMethod]:
    """Nothing pretends to move money in production."""
    return {} if platform.settings.production else SANDBOX_METHODS


def payment_providers(platform: Platform) -> PaymentProviders:
    if platform.settings.production:
        return {}
    base = platform.settings.base_url
    open_client = partial(http_client, base + SANDBOX_PATH)
    key = psp_credentials(platform).api_key
    return {PROVIDER: SandboxPaymentProvider(open_client, key, base + CALLBACK_PATH, base + "/")}


def wire_payments(platform: Platform) -> Wiring:
    methods, providers = payment_methods(platform), payment_providers(platform)
    settlement, clock, ids = platform.settlement, platform.clock, platform.ids
    identity = IdentityParts(platform)

    def start_deposit(session: AsyncSession) -> StartDepositHandler:
        return StartDepositHandler(
            PostgresDeposits(session),
            PostgresWallets(session),
            PostgresGates(session),
            methods,
            providers,
            platform.profiles,
            settlement,
            clock,
            session.commit,
        )

    def request_withdrawal(session: AsyncSession) -> RequestWithdrawalHandler:
        proof = identity.fresh_proof(session)
        return RequestWithdrawalHandler(
            PostgresWithdrawals(session),
            PostgresGates(session),
            proof,
            methods,
            platform.profiles,
            settlement,
            ids,
            session.commit,
        )

    def pay_out_due(session: AsyncSession) -> PayOutDueHandler:
        return PayOutDueHandler(
            PostgresWithdrawals(session),
            PostgresStaffCases(session),
            PostgresGates(session),
            providers,
            platform.profiles,
            settlement,
            clock,
            session.commit,
        )

    def deposit_notice(session: AsyncSession) -> ReceiveDepositNotice:
        notices, cases = PostgresNotices(session), PostgresStaffCases(session)
        return ReceiveDepositNotice(PostgresDeposits(session), notices, cases, settlement, clock, session.commit)

    def payout_notice(session: AsyncSession) -> ReceivePayoutNotice:
        notices, cases = PostgresNotices(session), PostgresStaffCases(session)
        return ReceivePayoutNotice(PostgresWithdrawals(session), notices, cases, settlement, clock, session.commit)

    return {
        StartDeposit: start_deposit,
        RequestWithdrawal: request_withdrawal,
        ReviewWithdrawal: lambda session: ReviewWithdrawalHandler(
            PostgresWithdrawals(session), settlement, clock, session.commit
        ),
        PayOutDue: pay_out_due,
        DepositNotice: deposit_notice,
        PayoutNotice: payout_notice,
        ListPaymentMethods: lambda session: ListPaymentMethodsHandler(
            methods, PostgresGates(session), platform.profiles
        ),
        ListDeposits: lambda session: ListDepositsHandler(PostgresDeposits(session)),
        ListWithdrawals: lambda session: ListWithdrawalsHandler(PostgresWithdrawals(session)),
        FindDeposits: lambda session: FindDepositsHandler(PostgresDeposits(session)),
        FindWithdrawals: lambda session: FindWithdrawalsHandler(PostgresWithdrawals(session)),
    }


@asynccontextmanager
async def payment_work(platform: Platform) -> AsyncIterator[None]:
    """What runs behind the requests while this is entered; any number of processes may do it at once."""
    if platform.settings.production:
        yield
        return
    payouts = PayoutWorker(Dispatcher(platform.sessions, wire_payments(platform)))
    psp = psp_clockwork(platform)
    await payouts.start()
    await psp.start()
    try:
        yield
    finally:
        await psp.stop()
        await payouts.stop()
